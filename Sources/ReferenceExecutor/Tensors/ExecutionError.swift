import Symbolic

/// Why a network was not run.
public enum ExecutionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Tensors, parameters and marks need more memory than allowed, in bytes.
  case memory(needed: Int, limit: Int)
  /// A layer represents several, because its repeats are folded.
  case folded(layer: String)
  /// A layer shares parameters of a different shape than it needs.
  case sharing(layer: String)
  /// A kernel, stride, dilation or padding is so large that walking its windows takes too long.
  case window(layer: String)
  /// A size or an attribute has no value.
  case unbound(layer: String, ArithmeticFault)
  /// The network's own numbers are asked for, and those of a layer are not known.
  case numbers(layer: String, reason: String)
  /// An input is given other elements than it has.
  case input(number: Int, elements: Int, given: Int)
  /// This machine does not have that instruction set.
  case instructionSet(String)
  /// It was stopped.
  case cancelled

  /// The reason in words.
  public var description: String {
    switch self {
    case .memory(let needed, let limit):
      "running it needs \(needed) bytes of memory, but only \(limit) are allowed"
    case .folded(let layer): "\(layer) stands for several layers, too many to be run"
    case .sharing(let layer): "\(layer) needs parameters of a different shape from those it shares"
    case .window(let layer): "\(layer) has a window that is too large to run"
    case .unbound(let layer, let fault): "\(layer) can't be run: \(fault)"
    case .numbers(let layer, let reason):
      "\(layer) can't be run on the numbers of its file: \(reason)"
    case .input(let number, let elements, let given):
      "input \(number) has \(elements) elements, not \(given)"
    case .instructionSet(let name): "there are no kernels for \(name) on this machine"
    case .cancelled: "it was stopped"
    }
  }
}
