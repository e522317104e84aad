import { Module } from '@nestjs/common';
import { KeyStore } from './store/key-store.js';

/** Stored keys, without HTTP. Needs TypeORM's `DataSource` to be provided globally. */
@Module({ providers: [KeyStore], exports: [KeyStore] })
export class KeysModule {}
