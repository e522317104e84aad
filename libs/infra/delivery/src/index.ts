export { isMailAddress, type MailSettings, readMailSettings } from './mail/mail-settings.js';
export { ATTACHMENT_BYTES_MAX, type MailMessage, sendMail } from './mail/send-mail.js';
export { type DeliveryNetwork, reachableUrl } from './network.js';
export { type ObjectStore, putObject, type StoredObject } from './object-store/put-object.js';
export { DELIVERY_TIME_MS, type DeliveredBody, type DeliveryOutcome, textBody } from './outcome.js';
export { postWebhook, type WebhookMessage } from './webhook/post-webhook.js';
export { newWebhookSecret, signatureOf } from './webhook/signature.js';
