/** Bytes of one .ics or .vcf (RFC 4791 §5.2.5, RFC 6352 §6.2.3): room for a photo or an attachment within it. */
export const MAX_RESOURCE_SIZE = 10 * 1024 * 1024
