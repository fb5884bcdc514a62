// Reading the beginning of CSV, whether it is a file or an answer of the server.

/** What stands between the cells, as the import takes it: a comma, or a tab or semicolon if the header has no comma. */
export function separator(lines) {
  const header = lines.slice(0, lines.search(/[\r\n]|$/));
  return header.includes(',') ? ',' : /[\t;]/.exec(header)?.[0] ?? ',';
}

/** The first `most` rows of CSV text: enough to show what a column holds. */
export function rows(lines, most, between = ',') {
  const found = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < lines.length && found.length < most; at++) {
    const sign = lines[at];
    if (quoted) {
      if (sign === '"' && lines[at + 1] === '"') { cell += '"'; at++; } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === between) { row.push(cell); cell = ''; } else if (sign === '\n') { row.push(cell.replace(/\r$/, '')); found.push(row); row = []; cell = ''; } else cell += sign;
  }
  if (found.length < most && (cell || row.length)) { row.push(cell); found.push(row); }
  return found;
}

/** The first `most` rows of the CSV at `path` below its header; what follows is not waited for. */
export async function begin(path, most) {
  const answer = await fetch(path);
  if (!answer.ok) return [];
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  for (;;) {
    const { done, value } = await reader.read();
    read += value ?? '';
    const found = rows(read, most + 2);
    if (done || found.length > most + 1) {
      if (!done) await reader.cancel();
      return found.slice(1, most + 1);
    }
  }
}
