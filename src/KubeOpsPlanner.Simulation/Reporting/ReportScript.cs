namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>A reading line over the charts, by pointer or arrow keys; everything is readable without it.</summary>
internal static class ReportScript
{
    public const string JavaScript = """
        (function(){
        var rows=JSON.parse(document.getElementById('samples').textContent),svg=document.getElementById('chart'),
        box=document.getElementById('readout'),line=svg.querySelector('.cursor'),at=-1,
        left=+svg.dataset.left,right=+svg.dataset.right,width=+svg.dataset.width;
        if(!rows.length)return;
        function show(i){
          at=Math.max(0,Math.min(rows.length-1,i));
          var x=left+(right-left)*rows[at].x,r=svg.getBoundingClientRect(),px=r.left-svg.parentNode.getBoundingClientRect().left+x/width*r.width;
          line.setAttribute('x1',x);line.setAttribute('x2',x);line.classList.add('on');
          box.textContent=rows[at].text;box.style.display='block';
          var flip=px>r.width/2;
          box.style.left=(px+(flip?-box.offsetWidth-14:14))+'px';box.style.top='64px';
        }
        function hide(){box.style.display='none';line.classList.remove('on')}
        svg.addEventListener('pointermove',function(e){
          var r=svg.getBoundingClientRect(),x=(e.clientX-r.left)/r.width*width,f=(x-left)/(right-left);
          if(f<-.02||f>1.02){hide();return}
          var lo=0,hi=rows.length-1;
          while(lo<hi){var m=(lo+hi+1)>>1;if(rows[m].x<=f)lo=m;else hi=m-1}
          show(lo);
        });
        svg.addEventListener('pointerleave',hide);svg.addEventListener('blur',hide);
        svg.addEventListener('keydown',function(e){
          if(e.key==='ArrowRight'){show(at+1);e.preventDefault()}
          else if(e.key==='ArrowLeft'){show(at-1);e.preventDefault()}
          else if(e.key==='Escape')hide();
        });
        })();
        """;
}
