#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures what the process itself uses.
struct ProcessMeter {
    private var lastProcessorSeconds = ProcessMeter.processorSeconds
    private var lastWallSeconds = ProcessMeter.wallSeconds

    /// Processor time since the last call as a share of the wall time, 1 for a whole core.
    mutating func processorShare() -> Double {
        let (cpu, wall) = (Self.processorSeconds, Self.wallSeconds)
        defer { (lastProcessorSeconds, lastWallSeconds) = (cpu, wall) }
        return wall > lastWallSeconds ? (cpu - lastProcessorSeconds) / (wall - lastWallSeconds) : 0
    }

    /// Resident memory in bytes; 0 where the system does not tell.
    static var residentBytes: UInt64 {
        #if os(Linux)
            guard let file = fopen("/proc/self/statm", "r") else { return 0 }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 128)
            guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
            let text = String(
                decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let fields = text.split(separator: " ")
            guard fields.count > 1, let pages = UInt64(fields[1]) else { return 0 }
            return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
        #else
            return 0
        #endif
    }

    private static var processorSeconds: Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }
    private static var wallSeconds: Double { seconds(of: CLOCK_MONOTONIC) }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
