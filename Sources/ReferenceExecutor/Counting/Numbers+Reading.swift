import CostModel
import Symbolic

extension Numbers {
  /// The numbers in the order of the axes, read or worked out by the operators' own kernels.
  ///
  /// - Throws: a diagnostic if they can't be read, or if a size has no value.
  func read() throws(Diagnostic) -> [Float] {
    switch origin {
    case .kept(let read): return try read()
    case .made(let operation, let numerics, let inputs):
      var maps: [FeatureMap] = []
      for input in inputs {
        let size = try Numbers.size(of: input.shape)
        try Numbers.require(size)
        let numbers = try input.read()
        guard numbers.count == size.elements else {
          throw Diagnostic("there are \(numbers.count) numbers where sizes say \(size.elements)")
        }
        maps.append(FeatureMap(size))
        maps[maps.count - 1].fill(with: numbers)
      }
      return try Numbers.apply(operation, numerics, to: maps)
    }
  }

  /// A file may ask for any number of elements on the way to a few.
  private static func require(_ size: MapSize) throws(Diagnostic) {
    guard 1...1 << 28 ~= size.elements else {
      throw Diagnostic("a constant on the way has \(size.elements) elements")
    }
  }

  private static func size(of shape: Shape) throws(Diagnostic) -> MapSize {
    do throws(ArithmeticFault) {
      return try MapSize(shape)
    } catch {
      throw Diagnostic("\(error)")
    }
  }

  private static func apply(
    _ operation: Operator<Formula>, _ numerics: Numerics, to maps: [FeatureMap]
  ) throws(Diagnostic) -> [Float] {
    let bound: Operator<Int>
    do throws(ArithmeticFault) {
      bound = try operation.bound()
    } catch {
      throw Diagnostic("\(error)")
    }
    let operation = Operation.counting(bound, numerics, on: maps.map(\.size))
    try require(operation.output)
    switch operation {
    case .view(let channels, _): return FeatureMap(viewing: maps[0], channels: channels).values
    case .reshape(let size): return FeatureMap(viewing: maps[0], as: size).values
    case .kernel(let kernel):
      let output = FeatureMap(kernel.output)
      var task = KernelTask(maps.map(WatchedMap.init), into: WatchedMap(output))
      do throws(ExecutionError) {
        try kernel.run(&task)
      } catch {
        throw Diagnostic("\(error)")
      }
      return output.values
    }
  }
}
