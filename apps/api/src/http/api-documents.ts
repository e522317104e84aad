import { type NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';

/** Serves the management API's description at /openapi.json and a page to read and try it at /docs. */
export function serveApiDocuments(app: NestExpressApplication, version: string, rootPath: string): void {
  const description = new DocumentBuilder()
    .setTitle('Tollgate management API')
    .setDescription(
      'Keys, spend and models of the gateway. Model calls go to /v1/chat/completions and its relatives with any OpenAI SDK.',
    )
    .setVersion(version)
    .addServer(rootPath || '/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The master key or a virtual key (sk-…).' })
    .build();
  app.use(
    '/docs',
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tollgate API',
  });
}
