export * from './gateway.js';
export * from './ports/ports.js';
export { InProcessLimits, type InProcessLimitsOptions } from './limits/in-process.js';
export { type AnswerHead, DirectAnswer } from './direct/direct-answer.js';
export * from './direct/direct-calls.js';
