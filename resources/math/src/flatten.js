// Walks the tree that MathJax makes of a formula and writes down what there is to paint, in order and without nesting.
//
// The result is {box: [x, y, width, height], wide, items}. A thousand units are one em, y grows downwards and the
// baseline is y = 0. `wide` marks a formula with a tag: it takes the whole column, and its box has the least width.
// An item is
//   {k: kind, d: data, m: matrix, f: fill, s: stroke, w: stroke width, dash: 0 | 1 (dashed) | 2 (dotted),
//    a: anchor (the share of the column's width that the item is shifted by), c: clip (a matrix, then a size)}
// of the kinds
//   p: a path's data    r: a rectangle's x, y, width, height    l: a line's x1, y1, x2, y2
//   e: an ellipse's centre and radii    t: [text, size, italic, bold], drawn in a font of the application's

const kIdentity = [1, 0, 0, 1, 0, 0];
const kRule = 70; // MathJax's style sheet gives the rules of tables this width

const multiply = (m, n) => [
  m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3], m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4], m[1] * n[4] + m[3] * n[5] + m[5],
];

function rotation([degrees, x = 0, y = 0]) {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  return multiply(multiply([1, 0, 0, 1, x, y], [c, s, -s, c, 0, 0]), [1, 0, 0, 1, -x, -y]);
}

const kTransforms = {
  translate: ([x, y = 0]) => [1, 0, 0, 1, x, y],
  scale: ([x, y = x]) => [x, 0, 0, y, 0, 0],
  matrix: (values) => values,
  rotate: rotation,
};

const numbers = (text) => text.trim().split(/[\s,]+/).map(parseFloat);

function transformed(matrix, text) {
  const functions = /(\w+)\s*\(([^)]*)\)/g;
  for (let match; (match = functions.exec(text));) {
    matrix = multiply(matrix, kTransforms[match[1]](numbers(match[2])));
  }
  return matrix;
}

class Flattener {
  constructor(adaptor, root) {
    this.adaptor = adaptor;
    this.root = root;
    this.items = [];
    const viewBox = adaptor.getAttribute(root, 'viewBox');
    this.wide = !viewBox;
    this.box = viewBox ? numbers(viewBox) : [0, 0, 0, 0];
  }

  number(node, name, otherwise = 0) {
    const value = parseFloat(this.adaptor.getAttribute(node, name));
    return isFinite(value) ? value : otherwise;
  }

  // What a node hands down to its children: matrix, fill, stroke, width, dash, anchor, clip.
  inherit(node, from) {
    const attribute = (name) => this.adaptor.getAttribute(node, name);
    const state = Object.assign({}, from);
    if (attribute('transform')) state.matrix = transformed(state.matrix, attribute('transform'));
    state.fill = attribute('fill') || state.fill;
    state.stroke = attribute('stroke') || state.stroke;
    state.width = this.number(node, 'stroke-width', state.width);
    if (attribute('data-line') || attribute('data-frame')) {
      const name = attribute('class') || '';
      state.width = kRule;
      state.fill = 'none';
      state.dash = /dashed/.test(name) ? 1 : /dotted/.test(name) ? 2 : 0;
    }
    return state;
  }

  put(kind, data, state) {
    this.items.push({
      k: kind, d: data, m: state.matrix, f: state.fill, s: state.stroke, w: state.width, dash: state.dash,
      a: state.anchor, c: state.clip,
    });
  }

  // A nested <svg> is a table of the column's width, the labels at its side, or the stretched middle of a delimiter.
  enter(node, state) {
    const view = numbers(this.adaptor.getAttribute(node, 'viewBox') || '0 0 1 1');
    if (this.adaptor.getAttribute(node, 'data-table') || this.adaptor.getAttribute(node, 'data-labels')) {
      const align = this.adaptor.getAttribute(node, 'preserveAspectRatio') || '';
      state.anchor = /xMin/.test(align) ? 0 : /xMax/.test(align) ? 1 : 0.5;
      state.matrix = [1, 0, 0, 1, -(view[0] + state.anchor * view[2]), 0];
      this.box = [0, view[1], this.box[2], view[3]];
      return;
    }
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => this.number(node, name));
    const [sx, sy] = [width / view[2], height / view[3]];
    state.clip = multiply(state.matrix, [1, 0, 0, 1, x, y]).concat([width, height]);
    state.matrix = multiply(state.matrix, [sx, 0, 0, sy, x - view[0] * sx, y - view[1] * sy]);
  }

  visit(node, from) {
    const kind = this.adaptor.kind(node);
    if (kind === '#text' || kind === '#comment') return;
    const state = this.inherit(node, from);
    const values = (...names) => names.map((name) => this.number(node, name));
    const attribute = (name) => this.adaptor.getAttribute(node, name) || '';
    switch (kind) {
      case 'path': if (attribute('d')) this.put('p', attribute('d'), state); break;
      case 'rect': this.put('r', values('x', 'y', 'width', 'height'), state); break;
      case 'line': this.put('l', values('x1', 'y1', 'x2', 'y2'), state); break;
      case 'ellipse': this.put('e', values('cx', 'cy', 'rx', 'ry'), state); break;
      case 'polygon': this.put('p', `M${attribute('points').trim().split(/[\s,]+/).join(' ')}Z`, state); break;
      case 'text': {
        const text = this.adaptor.textContent(node);
        const style = [attribute('font-style') === 'italic', attribute('font-weight') === 'bold'];
        if (text) this.put('t', [text, this.number(node, 'font-size', 1000), ...style], state);
        break;
      }
      case 'svg': if (node !== this.root) this.enter(node, state); break;
      default:
    }
    this.adaptor.childNodes(node).forEach((child) => this.visit(child, state));
  }

  run() {
    const start = { matrix: kIdentity, fill: 'currentColor', stroke: 'currentColor', width: 0, dash: 0, anchor: 0, clip: null };
    this.visit(this.root, start);
    if (this.wide) {
      const least = /min-width:\s*([\d.]+)ex/.exec(this.adaptor.getAttribute(this.root, 'style') || '');
      this.box[2] = least ? parseFloat(least[1]) * 442 : 0; // an ex of MathJax's fonts, in thousandths of an em
    }
    return { box: this.box, wide: this.wide, items: this.items };
  }
}

export const flatten = (adaptor, root) => new Flattener(adaptor, root).run();
