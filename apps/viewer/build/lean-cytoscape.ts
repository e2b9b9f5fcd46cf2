import type { Plugin } from 'vite';
import { type DroppedMembers, dropMembers } from './drop-members.js';

const FILE = /[\\/]cytoscape\.esm\.mjs$/;

/** Each cuts the only way to code that the viewer never runs; the bundler then leaves that code out. */
const CUTS: readonly { readonly what: string; readonly from: RegExp; readonly to: string }[] = [
  {
    what: 'the graph algorithms: core has its own',
    from: /\[elesfn\$v, [^\]]*tarjanStronglyConnected\$1\]\.forEach\(function \(props\) \{\s*extend\(elesfn\$j, props\);\s*\}\);/,
    to: '',
  },
  {
    what: 'the layouts but preset: draw/ places every box itself',
    from: /var layout = \[\{\s*name: 'breadthfirst'[\s\S]*?\}\];/,
    to: "var layout = [{ name: 'null', impl: NullLayout }, { name: 'preset', impl: PresetLayout }];",
  },
  {
    what: 'drawing by WebGL, which is slow without a graphics card',
    from: /CRp\$4\.initWebgl = function \(opts, fns\)/,
    to: 'var unusedInitWebgl = function (opts, fns)',
  },
  {
    what: 'the node shapes but those that draw/ uses',
    from: /BRp\$2\.registerNodeShapes = function \(\) \{[\s\S]*?\n\};\n/,
    to: `BRp$2.registerNodeShapes = function () {
  this.nodeShapes = {};
  this.generateEllipse();
  this.generatePolygon('rectangle', generateUnitNgonPointsFitToSquare(4, 0));
  this.generateRoundRectangle();
};
`,
  },
];

const DROPS: readonly DroppedMembers[] = [
  {
    what: 'the layouts themselves',
    of: /^(BreadthFirst|Circle|Concentric|Cose|Grid|Random)Layout$/,
  },
  { what: 'the other names of centralities', of: /^elesfn\$[lmn]$/, named: /^(dcn?|ccn?|bc|\w+Normalised)$/ },
  {
    what: 'what draws the shapes left out, pies and stripes',
    of: /^(BRp\$2|CRp\$6)$/,
    named: /^(generate(CutRectangle|Barrel|BottomRoundrectangle|RoundPolygon)|draw(Pie|Stripe))$/,
  },
  { what: 'selecting by a frame, which openCanvas turns off', of: /^BRp\$e$/, named: /^getAllInBox$/ },
];

/** Leaves a third of cytoscape out of the bundle. Fails the build when an update of cytoscape moves a place it cuts at. */
export function leanCytoscape(): Plugin {
  return {
    name: 'klarify-graph:lean-cytoscape',
    apply: 'build',
    transform: {
      filter: { id: FILE },
      handler(code) {
        let lean = code;
        for (const { what, from, to } of CUTS) {
          const cut = lean.replace(from, () => to);
          if (cut === lean) this.error(`cytoscape has changed: cannot leave out ${what}`);
          lean = cut;
        }
        for (const drop of DROPS) {
          const dropped = dropMembers(lean, drop);
          if (dropped === undefined) this.error(`cytoscape has changed: cannot leave out ${drop.what}`);
          lean = dropped;
        }
        return { code: lean, map: null };
      },
    },
  };
}
