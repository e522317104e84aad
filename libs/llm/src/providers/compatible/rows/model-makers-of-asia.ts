import { type CompatibleRow } from './row.js';

/** How Moonshot's chat differs. Source: platform.moonshot.ai, API reference. */
const MOONSHOT_CHAT = {
  quirks: ['max-tokens-only', 'reasoning-with-calls', 'joined-text', 'temperature-to-one'],
  unsupported: ['functions', 'function_call', 'seed', 'logit_bias', 'store'],
} as const;

/** How Alibaba's compatible mode differs. Source: Model Studio, "OpenAI compatible". */
const QWEN_CHAT = {
  quirks: ['max-tokens-only', 'cache-marks'],
  unsupported: ['frequency_penalty', 'logit_bias', 'store'],
} as const;

/** How Z.AI's chat differs. Source: docs.z.ai, "Chat Completion". */
const GLM_CHAT = {
  quirks: ['max-tokens-only', 'cache-marks', 'joined-text'],
  unsupported: [
    'logit_bias',
    'logprobs',
    'presence_penalty',
    'frequency_penalty',
    'seed',
    'user',
    'store',
    'n',
    'parallel_tool_calls',
  ],
} as const;

/** Houses of Asia that serve models of their own; where the mainland has keys and hosts of its own, it is a row of its own. */
export const MODEL_MAKERS_OF_ASIA = {
  'ant-ling': {
    label: 'Ant Ling',
    baseUrl: 'https://api.ant-ling.com/v1',
    keyEnv: ['ANT_LING_API_KEY'],
    unsupported: ['store', 'reasoning_effort'],
  },
  baichuan: { label: 'Baichuan', baseUrl: 'https://api.baichuan-ai.com/v1', keyEnv: ['BAICHUAN_API_KEY'] },
  byteplus: {
    label: 'BytePlus ModelArk',
    baseUrl: 'https://ark.ap-southeast.bytepluses.com/api/v3',
    keyEnv: ['ARK_API_KEY'],
    serves: ['chat', 'embeddings'],
    unsupported: ['parallel_tool_calls', 'user'],
  },
  dashscope: {
    label: 'Alibaba DashScope',
    aliases: ['qwen', 'alibaba'],
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    baseUrlEnv: ['DASHSCOPE_API_BASE'],
    keyEnv: ['DASHSCOPE_API_KEY', 'ALIBABA_API_KEY'],
    serves: ['chat', 'completions', 'embeddings', 'responses'],
    ...QWEN_CHAT,
  },
  deepseek: {
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    baseUrlEnv: ['DEEPSEEK_API_BASE'],
    keyEnv: ['DEEPSEEK_API_KEY'],
    quirks: ['max-tokens-only', 'reasoning-with-calls', 'joined-text'],
    unsupported: ['seed', 'logit_bias', 'store', 'n'],
  },
  hunyuan: {
    label: 'Tencent Hunyuan',
    baseUrl: 'https://api.hunyuan.cloud.tencent.com/v1',
    keyEnv: ['HUNYUAN_API_KEY'],
  },
  krutrim: {
    label: 'Krutrim Cloud',
    baseUrl: 'https://cloud.olakrutrim.com/v1',
    keyEnv: ['KRUTRIM_API_KEY'],
  },
  minimax: {
    label: 'MiniMax',
    baseUrl: 'https://api.minimax.io/v1',
    baseUrlEnv: ['MINIMAX_API_BASE'],
    keyEnv: ['MINIMAX_API_KEY'],
    serves: ['chat', 'responses', 'speech'],
    quirks: ['think-tags', 'temperature-to-one'],
    unsupported: ['function_call', 'functions'],
  },
  'minimax-cn': {
    label: 'MiniMax (China)',
    baseUrl: 'https://api.minimaxi.com/v1',
    keyEnv: ['MINIMAX_API_KEY'],
    serves: ['chat', 'responses', 'speech'],
    quirks: ['think-tags', 'temperature-to-one'],
    unsupported: ['function_call', 'functions'],
  },
  moonshot: {
    label: 'Moonshot AI',
    baseUrl: 'https://api.moonshot.ai/v1',
    baseUrlEnv: ['MOONSHOT_API_BASE'],
    keyEnv: ['MOONSHOT_API_KEY'],
    serves: ['chat', 'responses', 'files', 'batches'],
    ...MOONSHOT_CHAT,
  },
  'moonshotai-cn': {
    label: 'Moonshot AI (China)',
    baseUrl: 'https://api.moonshot.cn/v1',
    keyEnv: ['MOONSHOT_API_KEY'],
    serves: ['chat', 'responses', 'files', 'batches'],
    ...MOONSHOT_CHAT,
  },
  naver_clova: {
    label: 'NAVER CLOVA Studio',
    baseUrl: 'https://clovastudio.stream.ntruss.com/v1/openai',
    keyEnv: ['CLOVA_STUDIO_API_KEY'],
  },
  qianfan: {
    label: 'Baidu Qianfan',
    baseUrl: 'https://qianfan.baidubce.com/v2',
    keyEnv: ['QIANFAN_API_KEY'],
  },
  qwen_ai_platform: {
    label: 'Qianwen AI Platform',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keyEnv: ['QWEN_AI_PLATFORM_API_KEY'],
    serves: ['chat', 'embeddings', 'images', 'rerank'],
    ...QWEN_CHAT,
  },
  qwencloud: {
    label: 'QwenCloud',
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    baseUrlEnv: ['QWENCLOUD_API_BASE'],
    keyEnv: ['QWENCLOUD_API_KEY', 'DASHSCOPE_API_KEY'],
    serves: ['chat', 'embeddings', 'images', 'rerank'],
    ...QWEN_CHAT,
  },
  sakana: {
    label: 'Sakana AI',
    baseUrl: 'https://api.sakana.ai/v1',
    keyEnv: ['SAKANA_API_KEY'],
    serves: ['responses', 'chat'],
  },
  sarvam: {
    label: 'Sarvam AI',
    baseUrl: 'https://api.sarvam.ai/v1',
    auth: { header: 'api-subscription-key' },
    keyEnv: ['SARVAM_API_KEY'],
  },
  sensenova: {
    label: 'SenseNova',
    baseUrl: 'https://api.sensenova.cn/compatible-mode/v1',
    keyEnv: ['SENSENOVA_API_KEY'],
  },
  spark: {
    label: 'iFlytek Spark',
    baseUrl: 'https://spark-api-open.xf-yun.com/v1',
    keyEnv: ['SPARK_API_PASSWORD'],
  },
  stepfun: {
    label: 'StepFun',
    baseUrl: 'https://api.stepfun.com/v1',
    keyEnv: ['STEPFUN_API_KEY'],
    serves: ['chat', 'responses'],
  },
  tencent: {
    label: 'Tencent TokenHub',
    baseUrl: 'https://tokenhub-intl.tencentcloudmaas.com/v1',
    baseUrlEnv: ['TENCENT_API_BASE'],
    keyEnv: ['TENCENT_API_KEY', 'TENCENT_TOKENHUB_API_KEY'],
  },
  'tencent-cn': {
    label: 'Tencent TokenHub (China)',
    baseUrl: 'https://tokenhub.tencentmaas.com/v1',
    keyEnv: ['TENCENT_TOKENHUB_API_KEY'],
  },
  upstage: {
    label: 'Upstage',
    baseUrl: 'https://api.upstage.ai/v1/solar',
    keyEnv: ['UPSTAGE_API_KEY'],
    serves: ['chat', 'embeddings'],
  },
  volcengine: {
    label: 'Volcengine Ark',
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    baseUrlEnv: ['VOLCENGINE_API_BASE'],
    keyEnv: ['VOLCENGINE_API_KEY', 'ARK_API_KEY'],
    serves: ['chat', 'embeddings'],
    unsupported: ['parallel_tool_calls', 'user'],
  },
  xiaomi_mimo: {
    label: 'Xiaomi MiMo',
    baseUrl: 'https://api.xiaomimimo.com/v1',
    keyEnv: ['XIAOMI_MIMO_API_KEY', 'XIAOMI_API_KEY'],
    unsupported: ['reasoning_effort'],
  },
  zai: {
    label: 'Z.AI',
    aliases: ['glm'],
    baseUrl: 'https://api.z.ai/api/paas/v4',
    baseUrlEnv: ['ZAI_API_BASE'],
    keyEnv: ['ZAI_API_KEY', 'ZHIPU_API_KEY'],
    ...GLM_CHAT,
  },
  zhinao: { label: '360 Zhinao', baseUrl: 'https://api.360.cn/v1', keyEnv: ['AI360_API_KEY'] },
  zhipuai: {
    label: 'Zhipu BigModel',
    aliases: ['zhipu'],
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    keyEnv: ['ZHIPUAI_API_KEY', 'ZHIPU_API_KEY'],
    serves: ['chat', 'embeddings'],
    ...GLM_CHAT,
  },
} as const satisfies Record<string, CompatibleRow>;
