/**
 * Asks the local CloudBase; `T` is what the route is documented to answer.
 * @throws Error with the reason that it gives
 */
export async function get<T>(path: string): Promise<T> {
  return request(path, { method: 'GET' });
}

/** @throws Error with the reason that the local CloudBase gives */
export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  return request(path, { method: 'POST', body: JSON.stringify(body) });
}

/** @throws Error with the reason that the local CloudBase gives */
export async function remove<T>(path: string): Promise<T> {
  return request(path, { method: 'DELETE' });
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw new Error('本地云开发没有应答，它可能已停止');
  });
  const json = await response.json();
  if (!response.ok) throw new Error(json.errMsg ?? `${path}: ${response.status}`);
  return json;
}
