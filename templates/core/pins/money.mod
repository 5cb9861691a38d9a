require google.golang.org/genproto v0.0.0-20260319201613-d00831a3d3e7
