// The frame: theme, menus, dialogs, single-key shortcuts, what a page cost, and htmx's manners.
import { ask, call, complaint, cost, element, icon, isTyping, renewed, say, signInAgain, text, toast, token } from './ui.js';

const $ = (selector, root = document) => root.querySelector(selector);

// ---- What this page cost
addEventListener('load', () => cost(performance.getEntriesByType('navigation')[0]?.serverTiming));

// ---- htmx: the token, the cost of each exchange, failures in words
document.addEventListener('htmx:configRequest', (event) => Object.assign(event.detail.headers, token()));
// Each failure is told in words, below; htmx would only tell the console.
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  detail.isError = false;
  detail.shouldSwap ||= explains(detail);
});
document.addEventListener('htmx:afterRequest', async (event) => {
  cost(event.detail.xhr.getResponseHeader('Server-Timing'));
  const { xhr, elt, requestConfig } = event.detail;
  if (xhr.status === 401) signInAgain();
  else if (xhr.status === 403 && requestConfig.verb !== 'get' && await renewed()) elt.requestSubmit();
  else if (xhr.status >= 400 && !explains(event.detail)) {
    let body = {};
    try { body = JSON.parse(xhr.responseText); } catch { /* a page, not a problem */ }
    if (elt.dataset.quiet === undefined) toast(complaint({ status: xhr.status, body }), { bad: true });
  }
});

/** Whether a refusal is the very piece of a page that was asked for, which says why and where to go. */
const explains = ({ xhr, target }) => xhr.status === 400 && Boolean(target.id) && xhr.responseText.includes(`id="${target.id}"`);
document.addEventListener('htmx:sendError', () => toast(text('shell.ui-js.no-answer'), { bad: true }));
document.addEventListener('htmx:afterSettle', () => {
  const spoken = $('[data-say]')?.dataset.say;
  if (spoken) say(spoken);
});

// ---- Theme: at once here, and in a cookie for the next page
$('.theme')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
  for (const button of event.target.elements) button.setAttribute('aria-pressed', String(button === event.submitter));
});

// ---- Menus and dialogs
document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-open]');
  if (opener) open(opener.dataset.open);
  if (event.target.closest('[data-close]')) event.target.closest('dialog')?.close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
  const fold = event.target.closest('[data-fold]');
  if (fold) fold.setAttribute('aria-expanded', String($('#' + fold.dataset.fold).classList.toggle('open')));
  for (const pop of document.querySelectorAll('details.pop[open]')) {
    if (!pop.contains(event.target)) pop.open = false;
  }
});
document.addEventListener('toggle', (event) => {
  const pop = event.target;
  if (pop.matches?.('details.pop') && pop.open) $('[autofocus], input:not([type=hidden]), select', pop)?.focus();
}, true);

/** What a shortcut does with its element: a field is entered, everything else clicked. */
const press = (target) => (target.matches('input') ? target.focus() : target.click());

// ---- A button that asks first
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-confirm]');
  if (!button || button.dataset.agreed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!await ask(button.dataset.confirm, button.dataset.reason ?? '', { agree: button.dataset.agree, danger: true })) return;
  button.dataset.agreed = 'yes';
  button.click();
}, true);

function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  if (id === 'palette') {
    $('input', dialog).value = '';
    fill('');
  }
  dialog.showModal();
}

// ---- Palette: commands of this page, places, contacts
const palette = $('#palette');
let options = [];
let chosen = 0;
let asked = 0;

function places(words) {
  const links = [...document.querySelectorAll('.side nav a')].map((a) => ({
    text: text('shell.shell-js.go-to', a.textContent.trim()), icon: 'right', go: () => a.click() }));
  const commands = [...document.querySelectorAll('[data-command]')].filter((one) => !one.closest('[hidden]')).map((one) => ({
    text: one.dataset.command, icon: 'plus', hint: one.dataset.key, go: () => press(one) }));
  const themes = [...document.querySelectorAll('.theme button')].map((one) => ({
    text: text('shell.shell-js.colours', one.getAttribute('aria-label').toLowerCase()), icon: 'sun', go: () => one.click() }));
  return [...commands, ...links, ...themes, { text: text('shell.shell-js.keyboard-shortcuts'), icon: 'keys', hint: '?', go: () => open('shortcuts') }]
    .filter((one) => words.every((word) => one.text.toLowerCase().includes(word)));
}

async function fill(typed) {
  const mine = ++asked;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  show(places(words), words.length ? [] : null);
  if (!words.length) return;
  await new Promise((later) => { setTimeout(later, 120); });
  if (mine !== asked) return;
  const answer = await call('GET', '/api/v1/contacts?fields=none&limit=8&q=' + encodeURIComponent(typed));
  if (mine !== asked || !palette.open) return;
  const found = (answer.body.items ?? []).map((one) => ({
    text: one.displayName ?? one.email ?? one.externalId ?? one.id, hint: one.company ?? one.email ?? '', icon: 'people',
    go: () => { location.href = '/contacts/' + one.id; } }));
  show(places(words), found);
}

function show(commands, contacts) {
  const list = $('ul', palette);
  options = [...(contacts ?? []), ...commands];
  chosen = 0;
  const entry = (one) => element('li', { role: 'option', id: 'option-' + options.indexOf(one), 'aria-selected': 'false',
    onclick: () => run(one), onmousemove: () => choose(options.indexOf(one)) },
  icon(one.icon), element('span', {}, one.text), one.hint ? element('span', { class: 'faint small' }, one.hint) : null);
  const group = (name, entries) => (entries.length
    ? [element('li', { class: 'group', role: 'presentation' }, name), ...entries.map(entry)] : []);
  list.replaceChildren(...group(text('shell.shell-js.contacts'), contacts ?? []), ...group(text('shell.shell-js.commands'), commands));
  if (!options.length) list.append(element('li', { class: 'group', role: 'presentation' }, text('shell.shell-js.nothing-matches')));
  choose(0);
}

function choose(index) {
  chosen = Math.max(0, Math.min(options.length - 1, index));
  for (const item of palette.querySelectorAll('[role=option]')) {
    const isChosen = item.id === 'option-' + chosen;
    item.setAttribute('aria-selected', String(isChosen));
    if (isChosen) item.scrollIntoView({ block: 'nearest' });
  }
  $('input', palette).setAttribute('aria-activedescendant', options.length ? 'option-' + chosen : '');
}

function run(option) {
  palette.close();
  option?.go();
}

palette?.addEventListener('input', (event) => fill(event.target.value));
palette?.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
  if (step) choose(chosen + step);
  else if (event.key === 'Enter') run(options[chosen]);
  else return;
  event.preventDefault();
});

// ---- Keys. Single ones can be switched off, for people who speak or whose hands slip.
const single = $('#single-keys');
if (single) {
  single.checked = localStorage.getItem('single-keys') !== 'off';
  single.addEventListener('change', () => localStorage.setItem('single-keys', single.checked ? 'on' : 'off'));
}
const goTo = { c: '/contacts', f: '/fields', i: '/import', d: '/duplicates' };
let leader = -Infinity;

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open('palette');
    return;
  }
  if (event.key === 'Escape') {
    const pop = event.target.closest?.('details.pop[open]') ?? $('details.pop[open]');
    if (pop) {
      pop.open = false;
      $('summary', pop).focus();
      event.stopPropagation();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || (single && !single.checked)) return;
  if (event.timeStamp - leader < 1200 && goTo[event.key]) {
    leader = -Infinity;
    location.href = goTo[event.key];
    event.preventDefault();
  } else if (event.key === 'g') {
    leader = event.timeStamp;
  } else if (event.key === '?') {
    open('shortcuts');
    event.preventDefault();
  } else if (event.key === '/') {
    const field = $('[data-search]');
    if (field) field.focus();
    else open('palette');
    field?.select();
    event.preventDefault();
  } else {
    const target = $(`[data-key="${CSS.escape(event.key)}"]`);
    if (target && !target.closest('[hidden]')) {
      press(target);
      event.preventDefault();
    }
  }
});

// ---- A message that a redirect left for this page
const flash = $('[data-flash]');
if (flash) toast(flash.dataset.flash);
