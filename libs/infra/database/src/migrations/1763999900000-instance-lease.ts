import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who serves from this database when there is no Redis: one process at most. */
export class InstanceLease1763999900000 implements MigrationInterface {
  name = 'InstanceLease1763999900000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "instance_lease" (
        "name" text NOT NULL,
        "holder" uuid NOT NULL,
        "process" jsonb NOT NULL,
        "acquired_at" timestamp(3) with time zone NOT NULL,
        "renewed_at" timestamp(3) with time zone NOT NULL,
        "expires_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "instance_lease_pkey" PRIMARY KEY ("name")
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "instance_lease"`);
  }
}
