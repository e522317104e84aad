import {
  type DailyActivityPage,
  type GeneratedKey,
  type GenerateKeyRequest,
  type KeyView,
  type SpendLogPage,
  type SpendLogRow,
} from '@tollgate/core';

/** The management API, as an operator's scripts use it. */
export class Management {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Any call. @throws Error with the reply when it is not 2xx */
  async call<Reply>(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply> {
    const reply = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return JSON.parse(text) as Reply;
  }

  async generateKey(request: GenerateKeyRequest = {}): Promise<GeneratedKey> {
    return await this.call('POST', '/key/generate', request);
  }

  async keyInfo(key: string): Promise<KeyView> {
    const reply = await this.call<{ info: KeyView }>('GET', `/key/info?key=${encodeURIComponent(key)}`);
    return reply.info;
  }

  /** Every row of a key's spend log, page after page. */
  async spendRows(key: string): Promise<SpendLogRow[]> {
    const rows: SpendLogRow[] = [];
    for (let page = 1; ; page++) {
      const query = new URLSearchParams({
        ...today(),
        api_key: key,
        page: String(page),
        page_size: '100',
        sort_by: 'startTime',
        sort_order: 'asc',
      });
      const reply = await this.call<SpendLogPage>('GET', `/spend/logs/v2?${query}`);
      rows.push(...reply.data);
      if (page >= reply.total_pages) return rows;
    }
  }

  /** The rollup, which the Usage page and the reports are drawn from. */
  async activity(key: string): Promise<DailyActivityPage> {
    const { start_date, end_date } = today();
    const query = new URLSearchParams({
      start_date: start_date.slice(0, 10),
      end_date: end_date.slice(0, 10),
      api_key: key,
      page_size: '1000',
    });
    return await this.call('GET', `/user/daily/activity?${query}`);
  }
}

/** From yesterday to tomorrow, so that midnight does not matter. */
function today(): { start_date: string; end_date: string } {
  const day = 86_400_000;
  const text = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  return { start_date: text(Date.now() - day), end_date: text(Date.now() + day) };
}
