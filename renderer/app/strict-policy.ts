import { z } from 'zod'

// zod would try whether code may be made from text; under the page's policy it may not, and the try would be reported as a violation.
z.config({ jitless: true })
