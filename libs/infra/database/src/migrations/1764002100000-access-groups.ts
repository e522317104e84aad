import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Groups of models under a name. Which teams and keys a group is assigned to is kept with them (`access_group_ids`). */
export class AccessGroups1764002100000 implements MigrationInterface {
  name = 'AccessGroups1764002100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "access_group" (
        "access_group_id" text NOT NULL,
        "access_group_name" text NOT NULL,
        "description" text,
        "model_names" text array NOT NULL,
        "mcp_server_ids" text array NOT NULL,
        "agent_ids" text array NOT NULL,
        "created_at" timestamp(3) with time zone NOT NULL,
        "created_by" text,
        "updated_at" timestamp(3) with time zone NOT NULL,
        "updated_by" text,
        CONSTRAINT "access_group_pkey" PRIMARY KEY ("access_group_id")
      )`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "access_group_name" ON "access_group" ("access_group_name")`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "access_group"`);
  }
}
