/** The log: one JSON line per event on standard error, secrets left out. Standard output belongs to the command's answer. */
import pino, { type Logger } from 'pino'
import type { Log } from './model/log.ts'

const redacted = ['headers', '*.headers', '*.authorization', '*.Authorization', '*.cookie']

function wrap(logger: Logger): Log {
  return {
    child: (context) => wrap(logger.child(context)),
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}

/** `level`: debug, info, warn, error or silent. `write` receives whole lines; standard error when left out. */
export function createLog(level: string, write?: (line: string) => void): Log {
  const options = { level, redact: redacted, base: {}, timestamp: pino.stdTimeFunctions.isoTime }
  const destination = write === undefined ? pino.destination({ dest: 2, sync: true }) : { write }
  return wrap(pino(options, destination))
}
