import Glibc

/// The time that the processor spends on `work`, which must not suspend. For bounds against work
/// that grows faster than its input: unlike the clock on the wall, a busy machine does not move it.
func processorTime(_ work: () throws -> Void) rethrows -> Duration {
    let start = threadTime()
    try work()
    return threadTime() - start
}

private func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
