import Symbolic

// What a program may get wrong, and no reader of files does.
extension NetworkBuilder {
  /// The operator that a program asks for, with what it attaches to it.
  ///
  /// - Throws: what does not fit the tensors, or can't be attached.
  func resolved(
    _ operation: Operation, _ inputs: [Tensor], norm: Norm?, activation: Activation?
  ) throws(Diagnostic) -> Operator<Formula> {
    let resolved: Operator<Formula>
    do throws(ArithmeticFault) {
      resolved = try operation.resolved(inputs.map(\.shape))
    } catch {
      throw Diagnostic(error.description)
    }
    switch resolved {
    case .convolution, .transposed, .dense: break
    default:
      guard norm == nil else {
        throw Diagnostic(
          "\(quoted(resolved.name)) has no weights that a normalization could be attached to",
          help: "add it behind: .normalization(.batchnorm)")
      }
    }
    guard activation == nil || !resolved.isView else {
      throw Diagnostic(
        "\(quoted(resolved.name)) computes nothing that an activation could be attached to",
        help: "add it behind: .activation(.relu)")
    }
    return resolved
  }

  /// Requires that tensors were made by this builder. - Throws: a diagnostic for another one.
  func requireOwn(_ others: [Tensor]) throws(Diagnostic) {
    for tensor in others where !tensors.indices.contains(tensor.id) || tensors[tensor.id] != tensor
    {
      throw Diagnostic("a tensor of \(tensor.shape.allText) is another builder's")
    }
  }

  /// Requires that given sizes are whole and positive, and free ones have names that formulas can be
  /// read with.
  func checkGiven() throws(Diagnostic) {
    for symbol in symbols where !symbol.name.isIdentifier {
      throw Diagnostic(
        "a free size can't be called \(quoted(symbol.name))",
        help: "names are letters, digits and underscores")
    }
    let given = inputs.map(\.tensor) + tensors.filter { $0.role != .activation }
    for tensor in given {
      // A list of places may be empty.
      let least = tensor.role == .constant ? Rational.zero : .one
      for size in tensor.shape.sizes {
        guard let value = size.constantValue, !value.isInteger || value < least else { continue }
        throw Diagnostic(
          "a tensor of \(tensor.shape.allText) is given, and sizes are positive whole numbers")
      }
    }
  }
}
