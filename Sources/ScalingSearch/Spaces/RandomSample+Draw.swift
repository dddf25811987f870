import CostModel

extension RandomSample {
  /// A draw that yielded a network.
  package struct Draw: Equatable, Sendable {
    /// The index of the draw.
    let index: Int
    let point: SearchSpace.Point
    /// The costs in the order of `Metric.searched`, then the memory.
    let costs: [Int128]
    let memory: Int128?
    /// The seconds on the machine; nil without one.
    let latency: Double?
    /// The part of the memory that live tensors take; nil if the number of parameters tells.
    let peak: Int128?

    package init(
      index: Int, point: SearchSpace.Point, costs: [Int128], memory: Int128?,
      latency: Double? = nil, peak: Int128? = nil
    ) {
      self.index = index
      self.point = point
      self.costs = costs
      self.memory = memory
      self.latency = latency
      self.peak = peak
    }
  }
}
