// A job's progress: asked for while it runs, drawn in place, the same wherever a job is shown.
import { call, complaint, element, icon, say } from '../shell/ui.js';

const number = (n) => Number(n ?? 0).toLocaleString('en');
const words = { queued: 'Waiting', running: 'Running', succeeded: 'Done', failed: 'Failed' };

/** Draws the job of `id` into `place` until it ends; `ended(job)` may answer elements that follow the figures. */
export async function follow(id, place, ended) {
  for (let wait = 250; ; wait = Math.min(wait * 1.3, 1500)) {
    const answer = await call('GET', `/api/v1/jobs/${id}`);
    if (!answer.ok) {
      place.replaceChildren(element('div', { class: 'empty' }, element('span', { class: 'mark' }, icon('search')),
        element('h2', {}, 'No such job'), element('p', {}, complaint(answer)), element('a', { class: 'button', href: '/contacts' }, 'Back to the contacts')));
      return;
    }
    const job = answer.body;
    const over = job.status === 'succeeded' || job.status === 'failed';
    draw(place, job, over);
    if (over) {
      say(`${words[job.status]}: ${number(job.processed)} rows.`);
      place.append(...await (ended?.(job) ?? []));
      place.querySelector('[data-focus]')?.focus();
      return;
    }
    await new Promise((later) => { setTimeout(later, wait); });
  }
}

function draw(place, job, over) {
  const tone = { succeeded: job.failed ? 'warn' : 'good', failed: 'bad' }[job.status] ?? 'accent';
  const bar = element('progress', { 'aria-label': 'Progress', max: job.total || null, value: over ? job.total || 1 : job.total ? job.processed : null });
  if (over && !job.total) bar.max = 1;
  const figures = [['Rows', job.processed], ['Created', job.created], ['Updated', job.updated], ['Unchanged', job.unchanged], ['Skipped', job.skipped], ['Refused', job.failed]];
  place.replaceChildren(
    element('p', { class: 'row' }, element('span', { class: `tag ${tone}` }, words[job.status] ?? job.status), element('span', { class: 'soft' }, job.kind.replaceAll('-', ' ')),
      job.total && !over ? element('span', { class: 'soft num' }, `${number(job.processed)} of ${number(job.total)}`) : null),
    element('div', { class: 'gap' }, bar),
    job.message ? element('p', { class: job.status === 'failed' ? 'notice bad gap' : 'notice gap' }, job.message) : '',
    element('dl', { class: 'figures' }, figures.map(([name, n]) => element('div', {}, element('dt', {}, name), element('dd', {}, number(n))))));
  if (over && job.failed) place.append(element('p', {}, element('a', { class: 'button', href: `/api/v1/jobs/${job.id}/errors`, download: `errors-${job.id}.csv` }, icon('download'), 'File of the refused rows')));
}
