import { Logger } from '@nestjs/common';
import { Queue } from 'bullmq';

/**
 * A queue whose connection may break at any time, from its first moment on: without a listener the error would end the
 * process. It connects again by itself.
 */
export class ListeningQueue extends Queue {
  constructor(...args: ConstructorParameters<typeof Queue>) {
    super(...args);
    const logger = new Logger('Queue');
    this.on('error', (error) => logger.warn(`${this.name} is away: ${error.message}`));
  }
}
