"""A session over CurveZMQ: start, run, restart, run, end; prints what came back, one JSON line a step."""

import json
import sys

import zmq
import zmq.utils.monitor
from jupyter_client.manager import KernelManager

manager = KernelManager(kernel_name=sys.argv[1], transport_encryption="required")
manager.start_kernel()


def run(code: str) -> str:
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=30)
        texts = []

        def keep(message):
            if message["msg_type"] == "execute_result":
                texts.append(message["content"]["data"]["text/plain"])

        client.execute_interactive(code, timeout=30, output_hook=keep, allow_stdin=False)
        return "".join(texts)
    finally:
        client.stop_channels()


try:
    print(json.dumps({"step": "keys", "given": manager.curve_publickey is not None}), flush=True)
    print(json.dumps({"step": "first", "result": run("6 * 7")}), flush=True)
    manager.restart_kernel(now=False)
    print(json.dumps({"step": "restarted", "result": run("6 * 8")}), flush=True)

    # A client without the keys gets no answer: its handshake is refused, so its request never arrives.
    context = zmq.Context()
    plain = context.socket(zmq.DEALER)
    plain.linger = 0
    monitor = plain.get_monitor_socket()
    plain.connect(f"tcp://127.0.0.1:{manager.shell_port}")
    refused = False
    while monitor.poll(10_000):
        event = zmq.utils.monitor.recv_monitor_message(monitor)
        if event["event"] in (zmq.EVENT_DISCONNECTED, zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL, zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL):
            refused = True
            break
    context.destroy(linger=0)
    print(json.dumps({"step": "without keys", "refused": refused}), flush=True)
finally:
    manager.shutdown_kernel(now=False)
