import { parseAst } from 'vite';

/** What is assigned: every member of `of`, or only those that are named. */
export interface DroppedMembers {
  readonly what: string;
  readonly of: RegExp;
  readonly named?: RegExp;
}

/**
 * Leaves out top-level statements that assign to a member of an object or of its prototype, which a bundler must keep
 * however dead they are. Gives the code that stays, or `undefined` where one of the drops finds nothing.
 */
export function dropMembers(code: string, { of, named = /^/ }: DroppedMembers): string | undefined {
  let kept = '';
  let from = 0;
  for (const statement of parseAst(code).body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      continue;
    const { left } = statement.expression;
    const [, owner = '', member = ''] = MEMBER.exec(code.slice(left.start, left.end)) ?? [];
    if (!of.test(owner) || !named.test(member)) continue;
    kept += code.slice(from, statement.start);
    from = statement.end;
  }
  return from === 0 ? undefined : kept + code.slice(from);
}

const MEMBER = /^([\w$]+)\.(?:prototype\.)?([\w$]+)$/;
