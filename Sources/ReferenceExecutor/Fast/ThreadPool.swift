import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Threads that wait for work, because layers are too short to create threads for each.
///
/// The thread that posts the work takes part in it. The others end with the threadPool.
package final class ThreadPool {
  /// The maximum number of threads at work, including the one that posts the work.
  let size: Int
  private let board = Board()
  private var threads: [pthread_t] = []

  /// A threadPool; smaller if the system creates no more threads.
  package init(_ size: Int) {
    for _ in 1..<max(1, size) {
      var thread = pthread_t()
      let argument = Unmanaged.passRetained(board)
      let status = pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<Board>.fromOpaque(argument).takeRetainedValue().serve() }
          return nil
        }, argument.toOpaque())
      if status == 0 { threads.append(thread) } else { argument.release() }
    }
    self.size = threads.count + 1
  }

  deinit {
    board.post(nil)
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs `work(0) … work(count - 1)` in any order, and returns when all are done.
  package func forEach(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
    guard size > 1, count > 1 else { return (0..<count).forEach(work) }
    let job = Job(count, work)
    board.post(job)
    job.run()
    // Parts are about equally long, and the last of them is in progress.
    while job.done.load(ordering: .acquiring) < count { sched_yield() }
    board.clear()
  }

  /// Work in parts; a thread takes the next part until none are left.
  private final class Job: Sendable {
    private let count: Int
    private let work: @Sendable (Int) -> Void
    private let next = Atomic<Int>(0)
    let done = Atomic<Int>(0)

    init(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.work = work
    }

    func run() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        work(index)
        done.wrappingAdd(1, ordering: .releasing)
      }
    }
  }

  /// Where a job is posted.
  ///
  /// Unchecked: `job`, `posts` and `isOver` are only touched under a system lock, on which threads
  /// can sleep.
  private final class Board: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let news = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var job: Job?
    private var isOver = false
    private var posts = 0
    /// A copy of `posts` that can be read without the lock.
    private let glance = Atomic<Int>(0)
    /// How often a thread looks before it sleeps: for about as long as a short layer takes.
    private static let patience = 20_000

    init() {
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(news, nil)
    }

    deinit {
      pthread_cond_destroy(news)
      pthread_mutex_destroy(mutex)
      news.deallocate()
      mutex.deallocate()
    }

    /// Gives all threads a job; nil ends them.
    func post(_ job: Job?) {
      pthread_mutex_lock(mutex)
      self.job = job
      isOver = job == nil
      posts += 1
      glance.store(posts, ordering: .releasing)
      pthread_cond_broadcast(news)
      pthread_mutex_unlock(mutex)
    }

    /// Lets go of a job that is done, and of the memory that it holds.
    func clear() {
      pthread_mutex_lock(mutex)
      job = nil
      pthread_mutex_unlock(mutex)
    }

    /// Takes part in every job until the end.
    func serve() {
      var seen = 0
      while true {
        for _ in 0..<Board.patience where glance.load(ordering: .relaxed) == seen {}
        pthread_mutex_lock(mutex)
        while posts == seen { pthread_cond_wait(news, mutex) }
        seen = posts
        // A thread that wakes up late finds none.
        let (job, isOver) = (job, isOver)
        pthread_mutex_unlock(mutex)
        if isOver { return }
        job?.run()
      }
    }
  }
}
