/** Comments before the first statement, as they are written. */
export function leadingComments(source: string): string[] {
  const comments: string[] = [];
  const comment = /\s*(\/\/.*|\/\*[\s\S]*?\*\/)/y;
  for (let found = comment.exec(source); found; found = comment.exec(source)) comments.push(found[1] ?? "");
  return comments;
}
