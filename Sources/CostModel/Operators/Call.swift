/// How reference code calls an operator, which decides whether a counting tool sees it.
package enum Call: String, CaseIterable, Sendable {
  /// An object of a class: `nn.AdaptiveAvgPool2d(1)`.
  case module
  /// A function: `F.adaptive_avg_pool2d(x, 1)`, `torch.matmul(a, b)`.
  case function
  /// An operator between its operands: `a @ b`.
  case infix
  /// Arithmetic: `x.mean([2, 3])`.
  case mean
  /// A window that happens to be as large as the map: `nn.AvgPool2d(7)`.
  case fixed
}
