import Symbolic

/// What compound scaling holds constant, unless told otherwise.
///
/// Source: EfficientNet, arXiv:1905.11946, equation 3: α · β² · γ² ≈ 2. The width of its band was
/// never published.
extension GridSearch.Constraint {
  /// The ideal factor.
  package static let compound = "alpha * beta^2 * gamma^2"
  /// The target for it.
  package static let compoundTarget = Rational(2)
  /// The distance allowed, as a share of the target.
  package static let standardTolerance = "5%"
}
