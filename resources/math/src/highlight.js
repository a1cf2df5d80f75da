// The grammars build on each other: the order counts.
import Prism from './prism.js';
import 'prismjs/components/prism-clike.js';
import 'prismjs/components/prism-c.js';
import 'prismjs/components/prism-cpp.js';
import 'prismjs/components/prism-python.js';
import 'prismjs/components/prism-json.js';
import 'prismjs/components/prism-bash.js';

const grammars = {
  python: 'python', py: 'python',
  cpp: 'cpp', 'c++': 'cpp', cxx: 'cpp', c: 'c',
  json: 'json',
  bash: 'bash', sh: 'bash', shell: 'bash',
};

/** The names that a code block may give its language. */
export const languages = Object.keys(grammars);

/** [[type, text], …] as JSON; a type inside another is written "outer.inner". The texts together are `source`. */
export function highlight(source, language) {
  const grammar = Object.prototype.hasOwnProperty.call(grammars, language) && Prism.languages[grammars[language]];
  if (!grammar) return JSON.stringify([['', source]]);
  const out = [];
  const walk = (token, type) => {
    if (typeof token === 'string') {
      if (out.length && out[out.length - 1][0] === type) out[out.length - 1][1] += token;
      else out.push([type, token]);
    } else if (Array.isArray(token)) {
      token.forEach((inner) => walk(inner, type));
    } else {
      walk(token.content, type ? `${type}.${token.type}` : token.type);
    }
  };
  walk(Prism.tokenize(source, grammar), '');
  return JSON.stringify(out);
}
