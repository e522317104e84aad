import { assistantPrefix } from './assistant-prefix.js';
import { cleanCallIds } from './clean-call-ids.js';
import { completionTokensOnly } from './completion-tokens-only.js';
import { documentUrl } from './document-url.js';
import { joinedText } from './joined-text.js';
import { lonelyToolSettings } from './lonely-tool-settings.js';
import { maxTokensOnly } from './max-tokens-only.js';
import { nineLetterCallIds } from './nine-letter-call-ids.js';
import { noBlankAssistant } from './no-blank-assistant.js';
import { noCacheMarks } from './no-cache-marks.js';
import { noDeveloperRole } from './no-developer-role.js';
import { noEndUser } from './no-end-user.js';
import { noForeignReasoning } from './no-foreign-reasoning.js';
import { noMessageNames } from './no-message-names.js';
import { noReasoningHistory } from './no-reasoning-history.js';
import { noReplyMembers } from './no-reply-members.js';
import { noStreamOptions } from './no-stream-options.js';
import { noStrictTools } from './no-strict-tools.js';
import { noTextFormat } from './no-text-format.js';
import { openAiFamilies } from './openai-families.js';
import { randomSeed } from './random-seed.js';
import { reasoningField } from './reasoning-field.js';
import { reasoningWithCalls } from './reasoning-with-calls.js';
import { type Rule } from './rule.js';
import { temperatureToOne } from './temperature-to-one.js';
import { toolChoiceAny } from './tool-choice-any.js';
import { toolImages } from './tool-images.js';
import { toolParameters } from './tool-parameters.js';
import { userSpeaksLast } from './user-speaks-last.js';

/** How a provider differs from the OpenAI chat API. A row of the registry names its quirks; each is one file beside this. */
export type Quirk = keyof typeof QUIRKS;

const QUIRKS = {
  'max-tokens-only': [maxTokensOnly],
  'assistant-prefix': [assistantPrefix],
  'completion-tokens-only': [completionTokensOnly],
  'openai-families': [openAiFamilies],
  'document-url': [documentUrl],
  'joined-text': [joinedText],
  'temperature-to-one': [temperatureToOne],
  'nine-letter-call-ids': [nineLetterCallIds],
  'no-blank-assistant': [noBlankAssistant],
  'no-end-user': [noEndUser],
  'no-reply-members': [noReplyMembers],
  'no-stream-options': [noStreamOptions],
  'no-message-names': [noMessageNames],
  'no-reasoning-history': [noReasoningHistory],
  'no-strict-tools': [noStrictTools],
  'no-text-format': [noTextFormat],
  'random-seed': [randomSeed],
  'reasoning-field': [reasoningField],
  'reasoning-with-calls': [reasoningWithCalls],
  'tool-choice-any': [toolChoiceAny],
  'tool-parameters': [toolParameters],
  'user-speaks-last': [userSpeaksLast],
  /** Its models may think in the content, between `<think>` and `</think>`; that is taken out, so replies are translated. */
  'think-tags': [],
  /** Its replies are not those of OpenAI (blocks of thinking, calls without a type), so they are read and written anew. */
  'translated-replies': [],
  /** It takes OpenAI's `developer` role. */
  'developer-role': [],
  /** It honours Anthropic's `cache_control`. */
  'cache-marks': [],
  /** It is a gateway like this one: everything goes through as it came. */
  verbatim: [],
} as const satisfies Record<string, readonly Rule[]>;

/** Rules of a row, in the order they apply: those everyone needs, then the row's own. */
export function rulesOf(quirks: readonly Quirk[]): readonly Rule[] {
  if (quirks.includes('verbatim')) return [];
  return [
    cleanCallIds,
    toolImages,
    lonelyToolSettings,
    noForeignReasoning,
    ...(quirks.includes('cache-marks') ? [] : noCacheMarks),
    ...(quirks.includes('developer-role') ? [] : [noDeveloperRole]),
    ...quirks.flatMap((quirk): readonly Rule[] => QUIRKS[quirk]),
  ];
}
