// A job's progress: asked for while it runs, drawn in place, the same wherever a job is shown.
import { call, complaint, element, icon, number, say, text } from '../shell/ui.js';

const words = { queued: text('contacts.jobs-js.waiting'), running: text('contacts.jobs-js.running'), succeeded: text('contacts.jobs-js.done'), failed: text('contacts.jobs-js.failed') };

/** Draws the job of `id` into `place` until it ends; `ended(job)` may answer elements that follow the figures. */
export async function follow(id, place, ended) {
  for (let wait = 250; ; wait = Math.min(wait * 1.3, 1500)) {
    const answer = await call('GET', `/api/v1/jobs/${id}`);
    if (!answer.ok) {
      place.replaceChildren(element('div', { class: 'empty' }, element('span', { class: 'mark' }, icon('search')),
        element('h2', {}, text('contacts.jobs-js.unknown')), element('p', {}, complaint(answer)), element('a', { class: 'button', href: '/contacts' }, text('contacts.jobs-js.back'))));
      return;
    }
    const job = answer.body;
    const over = job.status === 'succeeded' || job.status === 'failed';
    draw(place, job, over);
    if (over) {
      say(text('contacts.jobs-js.ended', words[job.status], number(job.processed)));
      place.append(...(await ended?.(job) ?? []).filter(Boolean));
      place.querySelector('[data-focus]')?.focus();
      return;
    }
    await new Promise((later) => { setTimeout(later, wait); });
  }
}

function draw(place, job, over) {
  const tone = { succeeded: job.failed ? 'warn' : 'good', failed: 'bad' }[job.status] ?? 'accent';
  const bar = element('progress', { 'aria-label': text('contacts.jobs-js.progress'), max: job.total || null, value: over ? job.total || 1 : job.total ? job.processed : null });
  if (over && !job.total) bar.max = 1;
  const figures = [[text('contacts.jobs-js.rows'), job.processed], [text('contacts.jobs-js.created'), job.created], [text('contacts.jobs-js.updated'), job.updated],
    [text('contacts.jobs-js.unchanged'), job.unchanged], [text('contacts.jobs-js.skipped'), job.skipped], [text('contacts.jobs-js.refused'), job.failed]];
  place.replaceChildren(
    element('p', { class: 'row' }, element('span', { class: `tag ${tone}` }, words[job.status] ?? job.status), element('span', { class: 'soft' }, job.kind.replaceAll('-', ' ')),
      job.total && !over ? element('span', { class: 'soft num' }, text('contacts.jobs-js.of', number(job.processed), number(job.total))) : null),
    element('div', { class: 'gap' }, bar),
    job.message ? element('p', { class: job.status === 'failed' ? 'notice bad gap' : 'notice gap' }, job.message) : '',
    element('dl', { class: 'figures' }, figures.map(([name, n]) => element('div', {}, element('dt', {}, name), element('dd', {}, number(n))))));
  if (over && job.failed) place.append(element('p', {}, element('a', { class: 'button', href: `/api/v1/jobs/${job.id}/errors`, download: `errors-${job.id}.csv` }, icon('download'), text('contacts.jobs-js.errors'))));
}
