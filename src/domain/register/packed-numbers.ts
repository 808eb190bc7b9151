/** Whole numbers with a comma between, from `begin` to before `end` of a text: where thousands of lines are read at a time. */
export function readNumbers(text: string, begin: number, end: number): number[] {
  const numbers: number[] = [];
  let number = 0;
  if (begin === end) return numbers;
  for (let at = begin; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0) {
      numbers.push(number);
      number = 0;
    } else number = number * 10 + digit;
  }
  numbers.push(number);
  return numbers;
}
