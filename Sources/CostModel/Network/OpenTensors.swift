import Symbolic

/// Which tensors stand for others in a network with free parameters: what a layer reads may be one
/// of two, and copies of a block read what the copy before them made. Tensors are told by their
/// numbers.
package struct OpenTensors: Sendable {
  /// A tensor that is one of two, one of which may be itself.
  package struct Choice: Sendable {
    package let tensor: Int
    package let condition: Condition
    /// What it is where the condition holds, and where it does not.
    package let present, absent: Int
  }

  /// Copies of a block that are folded into one.
  package struct Carry: Sendable {
    /// The path of the copy.
    package let path: [String]
    /// The tensors that it reads of the copy before it, each with what it makes in its place.
    package let tensors: [(first: Int, later: Int)]
  }

  /// What is chosen within a block stands before the choice whether the block is there.
  package private(set) var choices: [Choice] = []
  package private(set) var carries: [Carry] = []

  /// Records that a tensor is another one where a condition does not hold.
  package mutating func choose(
    _ tensor: Tensor, where condition: Condition, _ present: Tensor, else absent: Tensor
  ) {
    guard condition.constantValue != true, present.id != absent.id else { return }
    choices.append(
      Choice(
        tensor: tensor.id, condition: condition, present: present.id, absent: absent.id))
  }

  /// Records what copies hand to the next one.
  package mutating func carry(_ first: [Tensor], _ later: [Tensor], along path: [String]) {
    let tensors = zip(first, later).filter { $0.id != $1.id }
    carries.append(Carry(path: path, tensors: tensors.map { (first: $0.id, later: $1.id) }))
  }
}
