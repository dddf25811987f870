"use strict";

// The scopes of a network: runs of layers whose paths begin alike, level by level, as in `Scopes.swift`.
function scopesOf(rows) {
  const scopes = [];
  const levels = Math.min(12, rows.reduce((most, { path }) => Math.max(most, path.length), 0));
  const isAlike = (a, b, level) => {
    for (let part = 0; part <= level; part += 1) if (a.path[part] !== b.path[part]) return false;
    return true;
  };
  for (let level = 0; level < levels; level += 1) {
    for (let first = 0, end = 0; first < rows.length; first = end) {
      end = first + 1;
      while (end < rows.length && isAlike(rows[first], rows[end], level)) end += 1;
      const { path } = rows[first];
      if (path.length <= level) continue;
      const isLayer = end === first + 1 && path.length === level + 1;
      scopes.push({ level, first, end, isLayer, path: path.slice(0, level + 1) });
    }
  }
  return scopes;
}

// Whether a scope is one level below another, in it.
const isWithin = (scope, outer) => scope.level === outer.level + 1
  && scope.first >= outer.first && scope.end <= outer.end;
