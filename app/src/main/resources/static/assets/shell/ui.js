// What every module of the pages uses: calls of the API, toasts, spoken messages, dialogs.

const csrf = document.querySelector('meta[name=csrf]');
const texts = Object.assign({}, ...[...document.querySelectorAll('script[data-texts]')].map((one) => JSON.parse(one.textContent)));

/** The text of a key of the bundles, with `places` for its {0}, {1}. */
export const text = (key, ...places) => texts[key].replace(/\{(\d)\}/g, (_, at) => places[at]);

/** A number as people write it. */
export const number = (n) => Number(n ?? 0).toLocaleString('en');

/** Headers of what a script asks: the token, and that it is a script, to whom a page to sign in would be no answer. */
export const token = () => ({ 'X-Requested-With': 'XMLHttpRequest', ...(csrf ? { [csrf.dataset.header]: csrf.content } : {}) });

/** Takes the token of whoever signed in again in another tab; answers whether it is another one. */
export async function renewed() {
  const page = await exchange(location.href);
  if (!page?.ok) return false;
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('meta[name=csrf]')?.content;
  if (!fresh || fresh === csrf.content) return false;
  csrf.content = fresh;
  document.querySelector('.toast:has(> a[target])')?.remove();
  return true;
}

/**
 * Calls the API. Answers {ok, status, body, etag, headers}; a failed network is status 0 with a readable detail.
 * @param {object} [options] body: JSON or FormData; etag: If-Match; type: media type
 */
export async function call(method, path, { body, etag, type } = {}) {
  const headers = { Accept: 'application/json, application/problem+json' };
  if (etag) headers['If-Match'] = etag;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['Content-Type'] = type ?? 'application/json';
  const send = () => exchange(path, { method, headers, body: body === undefined || isForm ? body : JSON.stringify(body) });
  let response = await send();
  if (response?.status === 403 && method !== 'GET' && await renewed()) response = await send();
  if (!response) return silence();
  return {
    ok: response.ok, status: response.status, headers: response.headers, etag: response.headers.get('ETag'),
    body: isJson(response) ? await response.json() : {},
  };
}

/** A piece of a page that the server writes. Answers {ok, html}, or what `complaint` takes. */
export async function piece(path) {
  const response = await exchange(path);
  if (!response) return silence();
  if (response.ok) return { ok: true, html: await response.text() };
  return { ok: false, status: response.status, body: isJson(response) ? await response.json() : {} };
}

async function exchange(path, options = {}) {
  try {
    const response = await fetch(path, { ...options, headers: { ...token(), ...options.headers } });
    cost(response.headers.get('Server-Timing'));
    if (response.status === 401) signInAgain();
    return response;
  } catch {
    return null;
  }
}

const silence = () => ({ ok: false, status: 0, body: { detail: text('shell.ui-js.no-answer') } });
const isJson = (response) => response.headers.get('Content-Type')?.includes('json');

/** Times under `root` in the clock of who reads them; the server writes UTC. */
export function localise(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
    const at = new Date(time.dateTime);
    time.dataset.local = '';
    time.title = at.toISOString();
    time.textContent = at.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  }
}

/** One sentence of what went wrong, with the request id where a log would help. */
export function complaint(answer) {
  const { detail, errors, requestId } = answer.body ?? {};
  if (answer.status === 401) return text('shell.ui-js.session-ended');
  const said = (errors?.length ? errors.map((one) => one.message).join(' ') : detail) ?? text('shell.ui-js.failed');
  return answer.status >= 500 && requestId ? text('shell.ui-js.of-request', said, requestId) : said;
}

/** The way back in is another tab, so that what was typed here is still there. */
export const signInAgain = () => toast(text('shell.ui-js.session-ended'), { bad: true, keep: true,
  link: element('a', { href: '/', target: '_blank' }, text('shell.ui-js.sign-in')) });

/**
 * Tells of something that happened; `undo` is behind an Undo button, `link` follows the message, `keep` stays until
 * closed, `closed` hears of it. What went wrong is told once while it is still to be read.
 */
export function toast(message, { bad = false, undo, link, keep = false, closed } = {}) {
  if (bad && [...document.querySelectorAll('.toast.bad > span')].some((one) => one.textContent === message)) return;
  const box = element('div', { class: bad ? 'toast bad' : 'toast' }, element('span', {}, message), link);
  const close = () => { box.remove(); closed?.(); };
  if (undo) box.append(element('button', { type: 'button', onclick: () => { close(); undo(); } }, text('shell.ui-js.undo')));
  box.append(element('button', { type: 'button', class: 'close', 'aria-label': text('shell.ui-js.dismiss'), onclick: close }, '×'));
  document.getElementById('toasts').append(box);
  if (!keep) {
    let timer = setTimeout(close, undo || bad ? 12000 : 5000);
    box.addEventListener('focusin', () => clearTimeout(timer));
    box.addEventListener('mouseenter', () => clearTimeout(timer));
    box.addEventListener('mouseleave', () => { timer = setTimeout(close, 4000); });
  }
}

/** Says a result to who cannot see it. */
export const say = (message) => { document.getElementById('says').textContent = message; };

/** Makes an element; keys that start with "on" are listeners, the rest attributes (null and false are left out). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export const icon = (name) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', new URL('icons.svg', import.meta.url).pathname + '#' + name);
  svg.append(use);
  return svg;
};

/** Asks in a dialog; answers true if the person agrees, by Enter too. `body` is an element or a text. */
export function ask(title, body, { agree = text('shell.ui-js.ok'), danger = false } = {}) {
  return new Promise((resolve) => {
    const id = 'ask-' + crypto.randomUUID();
    const dialog = element('dialog', { 'aria-labelledby': id },
      element('form', { method: 'dialog', class: 'stack' },
        element('h2', { id }, title), body instanceof Node ? body : element('p', {}, body),
        element('div', { class: 'ends' },
          element('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, text('shell.ui-js.cancel')),
          element('button', { class: danger ? 'button danger' : 'button primary', value: 'yes' }, agree))));
    const before = document.activeElement;
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
      before?.focus?.();
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('input, select, textarea') ?? dialog.querySelector(danger ? 'button' : '.primary')).focus();
  });
}

/** Does `work` once at a time, however often its button is pressed; work that leaves the page answers true. */
export async function once(button, work) {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  let leaves = false;
  try { leaves = await work(); } finally { if (!leaves) button.ariaBusy = 'false'; }
}

/** Whether keys typed now belong to a text that is being written. */
export const isTyping = (event) => event.target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')
  || document.querySelector('dialog[open]');

/** Shows "1 query · 14 ms db · 22 ms server" from a Server-Timing header or the entries of the browser. */
export function cost(timing) {
  const place = document.getElementById('cost');
  if (!place || !timing) return;
  const entries = typeof timing === 'string' ? parse(timing) : timing;
  const db = entries.find((entry) => entry.name === 'db');
  const app = entries.find((entry) => entry.name === 'app');
  if (!db || !app) return;
  const count = parseInt(db.description, 10);
  const ms = (value) => (value < 10 ? value.toFixed(1) : Math.round(value));
  place.textContent = text(count === 1 ? 'shell.ui-js.cost-of-one' : 'shell.ui-js.cost', count, ms(db.duration), ms(db.duration + app.duration));
}

function parse(header) {
  return header.split(/,\s*(?=[\w-]+\s*;)/).map((entry) => ({
    name: entry.split(';')[0].trim(),
    duration: Number(/dur=([\d.]+)/.exec(entry)?.[1] ?? 0),
    description: /desc="([^"]*)"/.exec(entry)?.[1] ?? '',
  }));
}
