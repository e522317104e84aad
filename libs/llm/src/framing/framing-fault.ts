/** Upper bound of one line of a stream, in UTF-16 code units; a longer one ends the stream with a fault. */
export const MAX_LINE_LENGTH = 8 * 1024 * 1024;

/** Why a stream of bytes could not be cut into events. Nothing follows it. */
export type FramingFault = 'line-too-long';
