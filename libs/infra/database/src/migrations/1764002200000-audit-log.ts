import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The audit log is asked what one user did. */
export class AuditLog1764002200000 implements MigrationInterface {
  name = 'AuditLog1764002200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX "audit_entry_user" ON "audit_entry" ("user_id", "at", "id")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "audit_entry_user"`);
  }
}
