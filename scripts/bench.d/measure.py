"""Clocks, memory, disk, medians, and a proxy that counts what passes."""

import os
import socket
import statistics
import threading
import time

now = time.perf_counter


def median(values):
    return statistics.median(values)


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def status_kb(pid, name):
    """A line of /proc/PID/status in kB: VmHWM is the most memory ever resident."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith(name + ":"):
                return int(line.split()[1])
    return 0


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fsync_ms(folder, count=200):
    """The times of an fsync after 4 kB were appended: median and fastest tenth. Units: ms."""
    path, times = os.path.join(folder, "fsync"), []
    with open(path, "wb", buffering=0) as file:
        for _ in range(count):
            file.write(os.urandom(4096))
            start = now()
            os.fsync(file.fileno())
            times.append((now() - start) * 1e3)
    os.unlink(path)
    return median(times), percentile(times, 0.1)


class CountingProxy:
    """Passes TCP on loopback and counts the bytes of both directions."""

    def __init__(self, port):
        self.target, self.bytes, self.lock = port, 0, threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(a, b), daemon=True).start()

    def _pump(self, source, sink):
        try:
            while data := source.recv(1 << 17):
                with self.lock:
                    self.bytes += len(data)
                sink.sendall(data)
        except OSError:
            pass
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.listener.close()
