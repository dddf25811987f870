/// A kind of words that an operand or the value of an option names, for completion. What they are
/// depends on the words before and on files, so the tool tells them when they are asked for.
package enum Vocabulary: Sendable {
  /// Networks of the catalog and their variants; a file may stand there, too.
  case models
  /// Machines of the catalog, or a file.
  case machines
  /// What `costcalc published` takes.
  case papers
  /// The parameters of the models named before.
  case parameters
  /// The same with an equals sign behind each.
  case assignments
  /// The blocks of the catalog with an equals sign behind each.
  case replacements
  /// The variants of the spec files named before.
  case variants
  /// Values that the models named before give for a parameter.
  case values(of: String)
  /// Any file.
  case files

  /// Whether a file may stand there, too.
  var includesFiles: Bool {
    switch self {
    case .models, .machines, .files: true
    case .papers, .parameters, .assignments, .replacements, .variants, .values: false
    }
  }
}
