const CONTROLS = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
  .filter((character) => /[\u0000-\u001f\u007f-\u009f]/.test(character))
  .join('');

/** Names that have broken some format somewhere, each with what it is. */
export const HOSTILE_NAMES = [
  ['every control character', CONTROLS],
  ['a terminal escape', '\u001b]0;owned\u0007\u001b[2J\u009b31m'],
  ['line ends', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g'],
  ['a line that begins anew', '\n# Heading\n- item\n| x | y |'],
  ['table markup', 'a | b || c \\| d \\\\| e'],
  ['a link', '[x](javascript:alert(1)) ![y](http://z) <https://q>'],
  ['HTML', '</td><script>alert(1)</script><!-- &lt;'],
  ['a formula', '=HYPERLINK("http://x";"y")'],
  ['quotes and commas', '"a",""b"",\'c\''],
  ['a tab in front', '\t=1+1'],
  ['a carriage return in front', '\r@SUM(A1)'],
  ['right-to-left text', '\u202eevil\u202c שלום'],
  ['zero-width text', '\u200b\u200d\ufeff'],
  ['half of a surrogate pair', 'x\ud83d y\ude00'],
  ['a prototype', '__proto__'],
  ['a constructor', 'constructor'],
  ['nothing', ''],
  ['white space', '   '],
  ['a long word', 'x'.repeat(2000)],
  ['markdown markers', '1. *a* _b_ `c` ~~d~~ #e + - > @f'],
  ['entities', '&lt;b&gt; &amp;amp; &#60; #lt; #60; ﬂ°°60¶ß'],
  ['an HTML label', '<<b>bold</b>>'],
  ['a backslash at the end', 'a\\'],
  ['escapes of Graphviz', '\\N \\G \\l \\"'],
  ['Mermaid', '`md` $$x$$ end; %%{init: {}}%% style a:#1; click n0'],
  ['a direction of Mermaid', 'Redirection  LR, direction TB'],
  ['the end of CDATA', ']]>'],
  ['characters that are none', '\ufffe\uffff\ufdd0'],
  ['a replacement pattern', '$& $1 $$ $` {{x}} %s'],
] as const;
