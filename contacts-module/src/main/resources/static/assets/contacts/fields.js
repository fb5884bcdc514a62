// The field designer: making, changing, ordering, retiring, restoring, and changing a type after a dry run.
import { ask, call, complaint, element, number, once, say, text, toast } from '../shell/ui.js';
import { entity } from './edit.js';

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const base = '/api/v1/contact-fields';
const reload = () => location.reload();

const numeric = new Set(['integer', 'decimal']);
const textual = new Set(['text', 'long_text', 'email', 'url', 'phone']);
const ranged = new Set(['integer', 'decimal', 'date', 'datetime']);
const limits = ['minLength', 'maxLength', 'pattern', 'min', 'max', 'scale', 'maxItems'];

/** The form of a field in a dialog; stays open until `send` answers without a complaint. */
function form(title, agree, field, send) {
  const body = $('#field-form').content.cloneNode(true).firstElementChild;
  const dialog = element('dialog', { 'aria-label': title }, element('div', { class: 'in' }, element('h2', {}, title), body));
  const inputs = body.elements;
  const { label, key, type, options, multiple } = inputs;
  const flags = ['required', 'unique', 'searchable'];
  body.append(element('div', { class: 'ends' }, element('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, text('contacts.fields-js.cancel')), element('button', { class: 'button primary' }, agree)));
  const fit = () => {
    const has = { text: textual.has(type.value), range: ranged.has(type.value), decimal: type.value === 'decimal', multiple: multiple.checked };
    for (const one of $$('[data-for]', body)) one.hidden = !has[one.dataset.for];
    $('.limits', body).hidden = !Object.values(has).some(Boolean);
    $('[data-options]', body).hidden = type.value !== 'select';
  };
  if (field) {
    for (const once of $$('[data-once]', body)) { once.hidden = true; for (const input of $$('input, select', once)) input.required = false; }
    label.value = field.label;
    type.value = field.type;
    multiple.checked = field.multiple;
    options.value = field.options.filter((one) => !one.retired).map((one) => one.label).join('\n');
    for (const flag of flags) inputs[flag].checked = field[flag];
    for (const limit of limits) inputs[limit].value = field.constraints[limit] ?? '';
  } else {
    let own = false;
    key.addEventListener('input', () => { own = true; });
    label.addEventListener('input', () => { if (!own) key.value = label.value.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 63); });
  }
  body.addEventListener('change', fit);
  fit();
  body.addEventListener('submit', (event) => {
    event.preventDefault();
    once(body, keep);
  });
  async function keep() {
    const lines = options.value.split('\n').map((line) => line.trim()).filter(Boolean);
    const constraints = {};
    for (const limit of limits) {
      const typed = inputs[limit].value.trim();
      const isNumber = !['pattern', 'min', 'max'].includes(limit) || (limit !== 'pattern' && numeric.has(type.value));
      if (typed && !inputs[limit].closest('[hidden]')) constraints[limit] = isNumber ? exact(typed) : typed;
    }
    const shared = { label: label.value.trim(), constraints, ...Object.fromEntries(flags.map((flag) => [flag, inputs[flag].checked])),
      ...(type.value === 'select' ? { options: lines } : {}) };
    const answer = await send(field ? shared : { ...shared, key: key.value, type: type.value, multiple: multiple.checked });
    if (answer.ok) { dialog.close(); reload(); } else $('.error', body).textContent = complaint(answer);
    return answer.ok;
  }
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  label.focus();
}

/** A number with all its digits; a text that is none is sent as it is, and the server says so. */
const exact = (typed) => (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(typed) && JSON.rawJSON ? JSON.rawJSON(typed) : Number.isNaN(Number(typed)) ? typed : Number(typed));

$('#new-field')?.addEventListener('click', () => form(text('contacts.fields-js.new-field'), text('contacts.fields-js.create'), null, (field) => call('POST', base, { body: field })));

/** The row's options keep their ids, so that a renamed line in the same place renames the option. */
async function change(row, body) {
  const now = await call('GET', `${base}/${row.dataset.keyOf}`);
  if (!now.ok) return now;
  if (body.options) {
    const known = now.body.options.filter((one) => !one.retired);
    const retired = now.body.options.filter((one) => one.retired);
    const left = known.filter((one) => !body.options.includes(one.label));
    const made = body.options.map((label) => known.find((one) => one.label === label) ?? { label });
    if (made.filter((one) => !one.id).length === left.length && made.length === known.length) {
      made.forEach((one) => { if (!one.id) one.id = left.shift().id; });
    }
    body.options = [...made, ...left.map((one) => ({ ...one, retired: true })), ...retired];
  }
  return call('PATCH', `${base}/${row.dataset.keyOf}`, { body, etag: now.etag ?? entity(now.body.version) });
}

async function swap(row, other) {
  const [from, to] = [Number(row.dataset.order), Number(other.dataset.order)];
  const rows = $$('#fields tbody tr');
  const answers = from !== to ? [await change(row, { order: to }), await change(other, { order: from })]
    : await Promise.all(rows.map((one, index) => change(one, { order: one === row ? rows.indexOf(other) : one === other ? rows.indexOf(row) : index })));
  const bad = answers.find((one) => !one.ok);
  if (bad) { toast(complaint(bad), { bad: true }); return; }
  [row.dataset.order, other.dataset.order] = [String(to), String(from)];
  if (rows.indexOf(row) < rows.indexOf(other)) other.after(row); else other.before(row);
  $$('#fields tbody tr').forEach((one, index, all) => { $('[data-up]', one).disabled = index === 0; $('[data-down]', one).disabled = index === all.length - 1; });
  say(text('contacts.fields-js.moved', row.dataset.label));
}

async function convert(row) {
  const types = $$('option', $('#field-form').content).map((one) => one.value).filter((one) => one !== row.dataset.type);
  const select = element('select', { 'aria-label': text('contacts.fields-js.new-type') }, types.map((one) => element('option', { value: one }, one.replace('_', ' '))));
  if (!await ask(text('contacts.fields-js.change-type', row.dataset.label), element('div', { class: 'stack' }, element('p', {}, text('contacts.fields-js.rehearsal-first', row.dataset.type)), select), { agree: text('contacts.fields-js.rehearse') })) return;
  const path = `${base}/${row.dataset.keyOf}/conversion`;
  const dry = await call('POST', path, { body: { to: select.value, dryRun: true } });
  if (!dry.ok) { toast(complaint(dry), { bad: true }); return; }
  const { converted, emptied, refused, samples } = dry.body;
  const shown = element('div', {}, element('dl', { class: 'figures' }, [[text('contacts.fields-js.converted'), converted], [text('contacts.fields-js.emptied'), emptied], [text('contacts.fields-js.refused'), refused]].map(([name, n]) => element('div', {}, element('dt', {}, name), element('dd', {}, number(n))))),
    element('table', { class: 'map' }, element('thead', {}, element('tr', {}, [text('contacts.fields-js.from'), text('contacts.fields-js.to'), text('contacts.fields-js.outcome')].map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, (samples ?? []).slice(0, 12).map((one) => element('tr', {}, [one.from, one.to ?? '–', one.outcome].map((cell) => element('td', {}, String(cell))))))));
  if (!await ask(text('contacts.fields-js.would-happen', select.value), shown, { agree: text('contacts.fields-js.convert') })) return;
  const run = await call('POST', path, { body: { to: select.value, dryRun: false } });
  if (run.ok) location.href = '/jobs/' + run.headers.get('Location').split('/').pop();
  else toast(complaint(run), { bad: true });
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  const row = button?.closest('#fields tr');
  if (!button) return;
  if (button.dataset.restore) {
    const answer = await call('POST', `${base}/${button.dataset.restore}/restore`);
    if (answer.ok) reload(); else toast(complaint(answer), { bad: true });
  } else if (!row) return;
  else if (button.dataset.edit !== undefined) {
    const field = await call('GET', `${base}/${row.dataset.keyOf}`);
    if (field.ok) form(text('contacts.fields-js.edit', row.dataset.label), text('contacts.fields-js.save'), field.body, (body) => change(row, body));
    else toast(complaint(field), { bad: true });
  }
  else if (button.dataset.up !== undefined && row.previousElementSibling) { await swap(row, row.previousElementSibling); button.focus(); }
  else if (button.dataset.down !== undefined && row.nextElementSibling) { await swap(row, row.nextElementSibling); button.focus(); }
  else if (button.dataset.convert !== undefined) convert(row);
  else if (button.dataset.retire !== undefined && await ask(text('contacts.fields-js.retire', row.dataset.label), text('contacts.fields-js.what-retiring-does'), { agree: text('contacts.fields-js.agree-to-retire') })) {
    const answer = await call('POST', `${base}/${row.dataset.keyOf}/retire`);
    if (answer.ok) reload(); else toast(complaint(answer), { bad: true });
  }
});
