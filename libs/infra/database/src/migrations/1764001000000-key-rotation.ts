import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Keys whose secret changes: which hashes a key had before, and a name for its counters that outlives them. */
export class KeyRotation1764001000000 implements MigrationInterface {
  name = 'KeyRotation1764001000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['virtual_key', 'deleted_key'])
      await queryRunner.query(`ALTER TABLE "${table}" ADD "counter_id" text`);
    await queryRunner.query(`
      CREATE TABLE "rotated_key" (
        "token" text NOT NULL,
        "active_token" text NOT NULL,
        "revoke_at" timestamp(3) with time zone NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        CONSTRAINT "rotated_key_pkey" PRIMARY KEY ("token"),
        CONSTRAINT "rotated_key_active" FOREIGN KEY ("active_token")
          REFERENCES "virtual_key" ("token") ON DELETE CASCADE ON UPDATE CASCADE
      )`);
    await queryRunner.query(`CREATE INDEX "rotated_key_active_token" ON "rotated_key" ("active_token")`);
    await queryRunner.query(
      `CREATE INDEX "virtual_key_rotation" ON "virtual_key" ("key_rotation_at") WHERE "auto_rotate"`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "virtual_key_rotation"`);
    await queryRunner.query(`DROP TABLE "rotated_key"`);
    for (const table of ['virtual_key', 'deleted_key'])
      await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "counter_id"`);
  }
}
