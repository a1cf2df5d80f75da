// Prism's grammars look for it in the global object, where its core puts it only in Node and in browsers.
import Prism from 'prismjs/components/prism-core.js';

globalThis.Prism = Prism;
export default Prism;
