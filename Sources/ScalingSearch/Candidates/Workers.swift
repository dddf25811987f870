import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs work on several threads and waits for all of it.
package enum Workers {
  /// The results of `work(0) … work(count - 1)`, in that order, whatever the number of threads.
  package static func map<Result: Sendable>(
    count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard threads > 1, count > 1 else { return (0..<count).map(work) }
    let results = Results<Result>(count: count, work: work)
    var handles: [pthread_t] = []
    for _ in 1..<min(threads, count) {
      var handle = pthread_t()
      let box = Unmanaged.passRetained(Box { results.run() })
      let status = pthread_create(
        &handle, nil,
        { argument in
          if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
          return nil
        }, box.toOpaque())
      if status == 0 { handles.append(handle) } else { box.release() }
    }
    // This thread works, too; if no threads could be created, it does everything.
    results.run()
    for handle in handles { pthread_join(handle, nil) }
    return results.all
  }

  /// The results of `work(0) … work(count - 1)` joined in any order; far more pieces of work than
  /// could be held.
  ///
  /// - Parameters:
  ///   - empty: what the results are joined to; several threads begin with it.
  ///   - work: nil ends the work.
  package static func join<Result: Sendable>(
    count: Int, threads: Int, into empty: Result,
    _ work: @escaping @Sendable (Int) -> Result?,
    _ merge: @escaping @Sendable (inout Result, Result) -> Void
  ) -> Result {
    let next = Atomic<Int>(0)
    let parts = map(count: min(max(1, threads), count), threads: threads) { _ in
      var own = empty
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count, let result = work(index) else { return own }
        merge(&own, result)
      }
    }
    return parts.reduce(into: empty, merge)
  }

  private final class Box {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}

/// Where threads take work and put results.
private final class Results<Result: Sendable>: Sendable {
  private let next = Atomic<Int>(0)
  private let slots: Mutex<[Result?]>
  private let work: @Sendable (Int) -> Result

  init(count: Int, work: @escaping @Sendable (Int) -> Result) {
    slots = Mutex([Result?](repeating: nil, count: count))
    self.work = work
  }

  /// Works until nothing is left to take.
  func run() {
    let count = slots.withLock { $0.count }
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = work(index)
      slots.withLock { $0[index] = result }
    }
  }

  /// All results; complete once all threads have ended.
  var all: [Result] { slots.withLock { $0.compactMap(\.self) } }
}
