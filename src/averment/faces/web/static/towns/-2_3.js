(window.avermentTowns??={})["-2_3"]=[["Perth",-3195,11586,2384],["Mandurah",-3253,11572,107],["Bunbury",-3333,11564,76],["Albany",-3503,11788,35],["Gosnells",-3208,11601,21]];
