/** A file that must not be written as things stand; the message tells the one who ordered it why. */
export class WriteRefusal extends Error {}
