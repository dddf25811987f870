import CostModel
import Symbolic

/// What lives at a time of a step of training, besides parameters, statistics and optimizer state.
package struct TrainingMoment: Sendable {
  /// The part of the step.
  package enum Phase: String, Sendable {
    case forward, backward, update
  }

  /// The part of the step.
  package let phase: Phase
  /// The layer by its index; nil for the update.
  package let layer: Int?
  /// Its bytes.
  package let bytes: LinearInBatch
}

extension Tape {
  /// What lives at every step forward, then backward, then during the update.
  ///
  /// Forward, a tensor lives to the last step that reads it, and if it is saved, to the backward pass
  /// of the last step that saved it. Backward, the gradient of a tensor lives from the first step
  /// that contributes to it until the step that made the tensor has used it; a further contribution
  /// takes as much again until it is added. Gradients of trained numbers stay until the update.
  func moments() throws(ArithmeticFault) -> [TrainingMoment] {
    var memory = TapeMemory(self)
    var moments: [TrainingMoment] = []
    for index in steps.indices {
      let bytes = try memory.runForward(index)
      moments.append(TrainingMoment(phase: .forward, layer: steps[index].layer, bytes: bytes))
    }
    try memory.startBackward()
    for index in steps.indices.reversed() where values[steps[index].makes].isGraded {
      let bytes = try memory.runBackward(index)
      moments.append(TrainingMoment(phase: .backward, layer: steps[index].layer, bytes: bytes))
    }
    moments.append(TrainingMoment(phase: .update, layer: nil, bytes: memory.live))
    return moments
  }
}

/// The memory of a step while it runs.
private struct TapeMemory {
  /// Gradients that lie in one place.
  struct Gradient {
    let bytes: LinearInBatch
    /// The values whose gradient it is.
    var users: Int
  }

  let tape: Tape
  private(set) var live = LinearInBatch.zero
  /// The last step that reads each value; nil for none.
  private var lastRead: [Int?]
  /// How many steps that saved each value have yet to run backward.
  private var savers: [Int]
  private var isLive: [Bool]
  private let outputs: Set<Int>
  private var gradients: [Gradient] = []
  /// The gradient of each value, if there is one now.
  private var gradient: [Int?]

  init(_ tape: Tape) {
    self.tape = tape
    lastRead = Array(repeating: nil, count: tape.values.count)
    savers = Array(repeating: 0, count: tape.values.count)
    isLive = Array(repeating: false, count: tape.values.count)
    gradient = Array(repeating: nil, count: tape.values.count)
    outputs = Set(tape.outputs)
    for (index, step) in tape.steps.enumerated() {
      for value in step.reads { lastRead[value] = index }
    }
  }

  private func takesMemory(_ value: Int) -> Bool { !tape.values[value].isGiven }

  private mutating func free(_ value: Int) throws(ArithmeticFault) {
    guard isLive[value] else { return }
    isLive[value] = false
    live = try live - tape.values[value].bytes
  }

  /// Runs a step, and gives the bytes that live meanwhile.
  mutating func runForward(_ index: Int) throws(ArithmeticFault) -> LinearInBatch {
    let step = tape.steps[index]
    if takesMemory(step.makes), !isLive[step.makes] {
      isLive[step.makes] = true
      live = try live + tape.values[step.makes].bytes
    }
    live = try live + step.beside
    for value in Set(step.saves) { savers[value] += 1 }
    let during = live
    for value in Set(step.reads + [step.makes])
    where savers[value] == 0 && !outputs.contains(value) && lastRead[value] ?? index <= index {
      try free(value)
    }
    return during
  }

  /// The gradients of the outputs are there.
  mutating func startBackward() throws(ArithmeticFault) {
    for value in outputs where tape.values[value].isGraded && gradient[value] == nil {
      try take(for: value)
    }
  }

  private mutating func take(for value: Int) throws(ArithmeticFault) {
    gradient[value] = gradients.count
    gradients.append(Gradient(bytes: tape.values[value].bytes, users: 1))
    live = try live + tape.values[value].bytes
  }

  private mutating func release(_ place: Int) throws(ArithmeticFault) {
    gradients[place].users -= 1
    if gradients[place].users == 0 { live = try live - gradients[place].bytes }
  }

  /// Runs the backward pass of a step, and gives the bytes that live meanwhile.
  mutating func runBackward(_ index: Int) throws(ArithmeticFault) -> LinearInBatch {
    let step = tape.steps[index]
    let own = gradient[step.makes]
    gradient[step.makes] = nil
    var passing = LinearInBatch.zero
    for value in step.reads where tape.values[value].isGraded && takesMemory(value) {
      guard let other = gradient[value] else {
        if step.passesGradient, let own {
          gradient[value] = own
          gradients[own].users += 1
        } else {
          try take(for: value)
        }
        continue
      }
      if gradients[other].users > 1 {
        try take(for: value)
        try release(other)
      } else if !step.passesGradient {
        passing = try passing + tape.values[value].bytes
      }
    }
    live = try live + LinearInBatch(fixed: step.trained)
    let during = try live + passing
    if let own { try release(own) }
    live = try live - step.beside
    for value in Set(step.saves) {
      savers[value] -= 1
      if savers[value] == 0, !outputs.contains(value) { try free(value) }
    }
    return during
  }
}
