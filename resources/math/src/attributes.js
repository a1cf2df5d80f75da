// Stands in for mathjax-full/js/core/MmlTree/Attributes.js, with the same answers.
//
// There, four objects are each other's prototypes. In Qt's engine a write to an object that serves as a prototype
// visits every shape derived from it, and typesetting spends most of its time so. Here the four stay plain objects
// and a look-up asks them in turn.

export const INHERIT = '_inherit_';

const owns = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

export class Attributes {
  constructor(defaults, global) {
    this.global = global;
    this.defaults = defaults;
    this.inherited = {};
    this.attributes = {};
  }

  set(name, value) { this.attributes[name] = value; }
  setList(list) { Object.assign(this.attributes, list); }
  setInherited(name, value) { this.inherited[name] = value; }

  get(name) {
    const value = owns(this.attributes, name) ? this.attributes[name] : this.getInherited(name);
    return value === INHERIT ? this.global[name] : value;
  }
  getExplicit(name) { return owns(this.attributes, name) ? this.attributes[name] : undefined; }
  getInherited(name) { return owns(this.inherited, name) ? this.inherited[name] : this.getDefault(name); }
  getDefault(name) { return owns(this.defaults, name) ? this.defaults[name] : this.global[name]; }
  getList(...names) {
    const values = {};
    names.forEach((name) => { values[name] = this.get(name); });
    return values;
  }

  isSet(name) { return owns(this.attributes, name) || owns(this.inherited, name); }
  hasDefault(name) { return owns(this.defaults, name) || name in this.global; }

  getExplicitNames() { return Object.keys(this.attributes); }
  getInheritedNames() { return Object.keys(this.inherited); }
  getDefaultNames() { return Object.keys(this.defaults); }
  getGlobalNames() { return Object.keys(this.global); }
  getAllAttributes() { return this.attributes; }
  getAllInherited() { return this.inherited; }
  getAllDefaults() { return this.defaults; }
  getAllGlobals() { return this.global; }
}
