internal import Glibc
internal import Synchronization

/// A queue between tasks, which never wait, and worker threads, which sleep in it.
final class JobQueue<Job: Sendable>: Sendable {
    private struct State {
        var urgent = FirstInFirstOut<Job>()
        var ordinary = FirstInFirstOut<Job>()
        /// Threads that sleep and have not been woken yet.
        var sleepers = 0
        var isClosed = false
    }

    private enum Outcome {
        case work([Job]), end, sleep
    }

    private let state = Mutex(State())
    private let alarm = Semaphore()
    private let metrics: StoreMetrics?

    /// - Parameter metrics: counts the jobs that wait.
    init(metrics: StoreMetrics? = nil) {
        self.metrics = metrics
    }

    /// - Parameter isUrgent: goes before every job that is not.
    /// - Returns: false when the queue is closed; the job was not taken.
    func add(_ job: Job, isUrgent: Bool = false) -> Bool {
        let (isTaken, wakes) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            if isUrgent {
                state.urgent.append(job)
            } else {
                state.ordinary.append(job)
            }
            guard state.sleepers > 0 else { return (true, false) }
            state.sleepers -= 1
            return (true, true)
        }
        if isTaken { metrics?.queued() }
        if wakes { alarm.signal() }
        return isTaken
    }

    /// Sleeps until there is work, then takes up to `limit` jobs. Nil once the queue is closed and empty.
    func take(_ limit: Int) -> [Job]? {
        while true {
            let outcome: Outcome = state.withLock { state in
                var jobs = state.urgent.take(limit)
                if jobs.isEmpty {
                    jobs = state.ordinary.take(limit)
                } else if jobs.count < limit {
                    jobs += state.ordinary.take(limit - jobs.count)
                }
                if !jobs.isEmpty { return .work(jobs) }
                if state.isClosed { return .end }
                state.sleepers += 1
                return .sleep
            }
            switch outcome {
            case .work(let jobs):
                metrics?.taken(jobs.count)
                return jobs
            case .end: return nil
            case .sleep: alarm.wait()
            }
        }
    }

    /// Refuses further jobs; those already taken in are still handed out.
    func close() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.sleepers = 0 }
            return state.sleepers
        }
        for _ in 0..<sleepers { alarm.signal() }
    }
}

/// An array with a moving head: taking from the front is cheap however long the queue is.
private struct FirstInFirstOut<Element> {
    private var elements: [Element] = []
    private var head = 0

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func take(_ limit: Int) -> [Element] {
        guard head < elements.count else { return [] }
        let end = min(elements.count, head + limit)
        if head == 0, end == elements.count {
            defer { elements = [] }
            return elements
        }
        let taken = Array(elements[head..<end])
        head = end
        if head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return taken
    }
}

/// A POSIX semaphore.
private final class Semaphore: Sendable {
    // `sem_t` must stay where it is and is made for use by several threads at once; the pointer itself never changes.
    nonisolated(unsafe) private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        semaphore = .allocate(capacity: 1)
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() {
        sem_post(semaphore)
    }

    func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }
}
