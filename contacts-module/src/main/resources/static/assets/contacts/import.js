// The import wizard: file, columns, rehearsal, import. The file stays in the browser until the rehearsal.
import { call, complaint, element, icon, number, once, text, toast } from '../shell/ui.js';
import { begin, rows, separator } from './csv.js';
import { follow } from './jobs.js';

const $ = (selector) => document.querySelector(selector);
const HEAD = 256 * 1024;
const SHOWN = 200;
let file = null;
let isLines = false;

function step(index) {
  document.querySelectorAll('.steps li').forEach((one, at) => (at === index ? one.setAttribute('aria-current', 'step') : one.removeAttribute('aria-current')));
  ['#step-file', '#step-map', '#step-try'].forEach((id, at) => { $(id).hidden = at !== Math.min(index, 2); });
}

const plain = (word) => word.toLowerCase().replace(/[^a-z0-9]/g, '');

async function choose(chosen) {
  if (!chosen) return;
  file = chosen;
  const head = (await file.slice(0, HEAD).text()).replace(/^\uFEFF/, '');
  isLines = /\.(ndjson|jsonl)$/i.test(file.name);
  let header;
  let samples;
  if (isLines) {
    const first = head.split('\n').slice(0, 20).flatMap((line) => { try { return [JSON.parse(line)]; } catch { return []; } });
    const flat = first.map((one) => ({ ...one, ...Object.fromEntries(Object.entries(one.fields ?? {}).map(([key, value]) => [`fields.${key}`, value])), fields: undefined }));
    header = [...new Set(flat.flatMap((one) => Object.keys(one).filter((key) => one[key] !== undefined)))];
    samples = header.map((name) => String(flat.find((one) => one[name] !== undefined)?.[name] ?? ''));
  } else {
    const found = rows(head, 20, separator(head));
    header = found[0] ?? [];
    samples = header.map((_, index) => found.slice(1).map((one) => one[index]).find(Boolean) ?? '');
  }
  if (!header.length) { toast(text('contacts.import-js.no-header'), { bad: true }); return; }
  const targets = [...$('#targets').options];
  $('#map').replaceChildren(...header.map((name, index) => {
    const match = targets.find((one) => [one.value, one.value.replace('fields.', ''), one.textContent].some((word) => plain(word) === plain(name)));
    const select = element('select', { 'aria-label': text('contacts.import-js.where', name), 'data-column': name }, element('option', { value: '' }, text('contacts.import-js.leave-out')),
      match ? null : element('option', { value: '?' }, text('contacts.import-js.by-its-name')), targets.map((one) => element('option', { value: one.value }, one.textContent)));
    select.value = match ? match.value : '';
    return element('tr', {}, element('th', { scope: 'row' }, name), element('td', { class: 'sample' }, samples[index] || '–'), element('td', {}, select));
  }));
  const keys = targets.filter((one) => one.dataset.unique !== undefined);
  $('#key').replaceChildren(...keys.map((one) => element('option', { value: one.value }, one.textContent)));
  $('#key').value = (keys.find((one) => filled().includes(one.value)) ?? keys[0]).value;
  $('#file-name').textContent = file.name;
  $('#file-size').textContent = file.size < 1024 ? text('contacts.import-js.bytes', file.size, header.length)
    : text('contacts.import-js.kilobytes', number(Math.round(file.size / 1024)), header.length);
  step(1);
  $('#rehearse').focus();
}

/** The properties and fields that the file's columns go to. */
const filled = () => [...document.querySelectorAll('#map select')].map((one) => one.value);

$('#create-fields').addEventListener('change', (event) => {
  for (const select of document.querySelectorAll('#map select')) if (select.querySelector('[value="?"]')) select.value = event.target.checked ? '?' : '';
});

function form(dryRun) {
  const mapping = {};
  for (const select of document.querySelectorAll('#map select')) if (select.value !== '?') mapping[select.dataset.column] = select.value || null;
  const body = new FormData();
  body.append('file', file, file.name);
  body.append('mapping', JSON.stringify(mapping));
  if ($('#key').value) body.append('key', $('#key').value);
  body.append('dryRun', String(dryRun));
  body.append('createFields', String($('#create-fields').checked));
  body.append('clearEmpty', String($('#clear-empty').checked));
  return body;
}

async function send(dryRun) {
  const answer = await call('POST', '/api/v1/contacts/imports', { body: form(dryRun) });
  if (!answer.ok) { toast(complaint(answer), { bad: true, keep: true }); return null; }
  return answer.headers.get('Location').split('/').pop();
}

$('#rehearse').addEventListener('click', ({ currentTarget }) => once(currentTarget, rehearse));

async function rehearse() {
  const key = $('#key');
  if (!isLines && !filled().includes(key.value)) {
    toast(text('contacts.import-js.no-key', key.selectedOptions[0].textContent), { bad: true });
    key.focus();
    return;
  }
  const id = await send(true);
  if (!id) return;
  step(2);
  const place = $('#step-try');
  follow(id, place, async (job) => [
    await outcomes(job),
    element('p', { class: 'notice gap' }, job.status === 'failed' ? text('contacts.import-js.impossible') : text('contacts.import-js.only-rehearsed')),
    element('div', { class: 'row ends' }, element('button', { class: 'button', type: 'button', onclick: () => step(1) }, text('contacts.import-js.back')),
      job.status === 'failed' ? null : element('button', { class: 'button primary', type: 'button', 'data-focus': '', onclick: ({ currentTarget }) => once(currentTarget, commit) }, text('contacts.import-js.import-now')))]);
}

const words = { created: text('contacts.import-js.created'), updated: text('contacts.import-js.updated'), unchanged: text('contacts.import-js.unchanged'),
  skipped: text('contacts.import-js.skipped'), failed: text('contacts.import-js.failed') };
const tones = { created: 'good', updated: 'accent', failed: 'bad' };

/** What would become of each row: those that would be refused first and why, then the others, the first of many. */
async function outcomes(job) {
  const [reasons, each] = await Promise.all(['errors', 'outcomes'].map((kind) => begin(`/api/v1/jobs/${job.id}/${kind}`, SHOWN)));
  if (!each.length) return null;
  const why = new Map();
  for (const [row, column, , , message] of reasons) {
    why.set(row, [...why.get(row) ?? [], element('p', {}, column ? element('b', {}, column) : null, column ? ': ' : null, message)]);
  }
  const found = new Map(each);
  for (const row of why.keys()) found.set(row, 'failed');
  const shown = [...found].sort(([, one], [, other]) => (other === 'failed') - (one === 'failed')).slice(0, SHOWN);
  return element('section', { class: 'gap', 'aria-labelledby': 'outcomes' },
    element('div', { class: 'row' }, element('h2', { id: 'outcomes' }, text('contacts.import-js.row-by-row')),
      element('span', { class: 'soft num' }, text('contacts.import-js.rows-shown', number(shown.length), number(job.processed))),
      element('a', { class: 'button push', href: `/api/v1/jobs/${job.id}/outcomes`, download: `outcomes-${job.id}.csv` }, icon('download'), text('contacts.import-js.all-outcomes'))),
    element('div', { class: 'scroll outcomes', tabindex: '0', role: 'group', 'aria-labelledby': 'outcomes' }, element('table', {},
      element('thead', {}, element('tr', {}, [text('contacts.import-js.row'), text('contacts.import-js.outcome'), text('contacts.import-js.why')].map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, shown.map(([row, outcome]) => element('tr', {}, element('th', { scope: 'row', class: 'num' }, row),
        element('td', {}, element('span', { class: `tag ${tones[outcome] ?? ''}` }, words[outcome] ?? outcome)), element('td', {}, why.get(row) ?? [])))))));
}

/** Goes to the job's own page, which survives a reload. */
async function commit() {
  step(3);
  const id = await send(false);
  if (id) location.href = `/jobs/${id}`;
  else step(2);
  return id;
}

$('#back').addEventListener('click', () => { $('#file').value = ''; step(0); });
$('#file').addEventListener('change', (event) => choose(event.target.files[0]));
const drop = $('#drop');
for (const kind of ['dragover', 'dragleave', 'drop']) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragover');
    if (kind === 'drop') choose(event.dataTransfer.files[0]);
  });
}
