// A new contact: one POST, and each complaint beside the value it is about.
import { call, complaint, element, once } from '../shell/ui.js';
import { value } from './edit.js';

const form = document.getElementById('new-contact');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  once(form, create);
});

async function create() {
  form.querySelectorAll('.error').forEach((one) => one.remove());
  form.querySelectorAll('[aria-invalid]').forEach((one) => one.removeAttribute('aria-invalid'));
  const notice = document.getElementById('new-error');
  notice.hidden = true;
  const contact = {};
  let wrong = 0;
  for (const label of form.querySelectorAll('label[data-selector]')) {
    const { selector, type, multiple } = label.dataset;
    const typed = label.querySelector('input, select, textarea').value;
    if (typed.trim() === '') continue;
    try {
      const made = value({ type, multiple: multiple !== undefined }, typed);
      if (selector.startsWith('fields.')) (contact.fields ??= {})[selector.slice(7)] = made;
      else contact[selector] = made;
    } catch (problem) { refuse(label, problem.message); wrong++; }
  }
  if (wrong) return false;
  const answer = await call('POST', '/api/v1/contacts', { body: contact });
  // In the place of this page: going back from the contact leads to where it was asked for, not to a form to send again.
  if (answer.ok) { location.replace('/contacts/' + answer.body.id); return true; }
  for (const error of answer.body.errors ?? []) {
    const selector = error.pointer.slice(1).replace('/', '.').replace(/\/.*/, '');
    const label = form.querySelector(`label[data-selector="${CSS.escape(selector)}"]`);
    if (label) { refuse(label, error.message); wrong++; }
  }
  if (!wrong) { notice.textContent = complaint(answer); notice.hidden = false; }
  return false;
}

function refuse(label, message) {
  const input = label.querySelector('input, select, textarea');
  const id = 'e' + crypto.randomUUID();
  label.append(element('span', { class: 'error', id }, message));
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', id);
  if (!form.querySelector('[aria-invalid]:focus')) input.focus();
}
